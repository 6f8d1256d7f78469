"""Addresses of the list office's pages."""

from django.urls import path

from ingest.desk import changes, files, intakes, review, states

urlpatterns = [
    path("desk/intake/", intakes.intake, name="intake"),
    path("desk/intake/<int:pk>/again/", intakes.again, name="intake-again"),
    path("desk/review/<int:pk>/", review.review, name="review"),
    path("desk/review/<int:pk>/row/", review.row, name="review-row"),
    path("desk/review/<int:pk>/correct/", changes.correct, name="correct"),
    path("desk/review/<int:pk>/undo/<int:correction>/", changes.undo, name="undo-correction"),
    path("desk/review/<int:pk>/accept/<slug:finding>/", changes.accept, name="accept"),
    path("desk/review/<int:pk>/unaccept/<slug:finding>/", changes.unaccept, name="unaccept"),
    path("desk/review/<int:pk>/move/<str:act>/", states.move, name="move"),
    path("desk/review/<int:pk>/source/", files.source, name="source"),
    path("desk/review/<int:pk>/pages/<int:number>.png", files.picture, name="page-picture"),
]
