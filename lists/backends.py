"""Logging in: a user always comes with the account (岗位), in one query."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend


class AccountBackend(ModelBackend):
    """Django's own backend, loading the account along with the user of a session."""

    def get_user(self, user_id):
        users = get_user_model()._default_manager.select_related("account")
        user = users.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
