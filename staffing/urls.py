"""People, their posts, and their rosters."""

from django.urls import path

from staffing.views import (
    departures,
    people,
    person,
    person_forms,
    person_numbers,
    posts,
    roster_current,
    terms,
    villages,
)

app_name = "staffing"
urlpatterns = [
    path("people/", people.person_list, name="person_list"),
    path("people/export/", people.person_export, name="person_export"),
    path("people/export/full/", people.person_export_full, name="person_export_full"),
    path("people/new/", person_forms.person_new, name="person_new"),
    path("people/<id:pk>/", person.person_detail, name="person_detail"),
    path("people/<id:pk>/numbers/", person_numbers.person_reveal, name="person_reveal"),
    path("people/<id:pk>/numbers/check/", person_numbers.number_check, name="number_check"),
    path("people/<id:pk>/edit/", person_forms.person_edit, name="person_edit"),
    path("people/<id:pk>/posts/new/", posts.post_new, name="post_new"),
    path("posts/<id:pk>/edit/", posts.post_edit, name="post_edit"),
    path("posts/<id:pk>/end/", posts.post_end, name="post_end"),
    path("posts/<id:pk>/reinstate/", posts.post_reinstate, name="post_reinstate"),
    path("posts/<id:pk>/transfer/", posts.post_transfer, name="post_transfer"),
    path("posts/<id:pk>/lend/", posts.post_lend, name="post_lend"),
    path("posts/<id:pk>/void/", posts.post_void, name="post_void"),
    path("posts/<id:pk>/restore/", posts.post_restore, name="post_restore"),
    path("posts/<id:pk>/terms/<slug:fact>/new/", terms.term_new, name="term_new"),
    path("terms/<slug:fact>/<id:pk>/edit/", terms.term_edit, name="term_edit"),
    path("terms/<slug:fact>/<id:pk>/void/", terms.term_void, name="term_void"),
    path("terms/<slug:fact>/<id:pk>/restore/", terms.term_restore, name="term_restore"),
    path("rosters/<id:pk>/left/", departures.roster_left, name="roster_left"),
    path("rosters/current/<str:kind>/", roster_current.roster_current, name="roster_current"),
    path("villages/", villages.village_roster, name="village_roster"),
    path("villages/file/", villages.village_file, name="village_file"),
]
