"""What a logged-in person sees is kept by nobody: no browser, no proxy."""


class NoStoreForStaff:
    """Adds `Cache-Control: private, no-store` to every answer to a logged-in person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response
