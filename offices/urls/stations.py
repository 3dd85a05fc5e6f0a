"""民政所, windows and photos."""

from django.urls import path

from offices.views import photos, station_forms, stations, windows

urlpatterns = [
    path("stations/", stations.station_list, name="station_list"),
    path("stations/export/", stations.station_export, name="station_export"),
    path("stations/new/<int:township_pk>/", station_forms.station_create, name="station_create"),
    path("stations/<int:pk>/", stations.station_detail, name="station_detail"),
    path("stations/<int:pk>/history/", stations.station_history, name="station_history"),
    path("stations/<int:pk>/edit/", station_forms.station_edit, name="station_edit"),
    path("stations/<int:pk>/profile/", station_forms.station_profile, name="station_profile"),
    path("stations/<int:pk>/equipment/", station_forms.station_equipment, name="station_equipment"),
    path("stations/<int:pk>/close/", station_forms.station_close, name="station_close"),
    path("stations/<int:pk>/reopen/", station_forms.station_reopen, name="station_reopen"),
    path("stations/<int:pk>/void/", station_forms.station_void, name="station_void"),
    path("stations/<int:pk>/restore/", station_forms.station_restore, name="station_restore"),
    path("stations/<int:pk>/photos/new/", photos.photo_create, name="photo_create"),
    path("photos/<int:pk>/image/", photos.photo_image, name="photo_image"),
    path("photos/<int:pk>/thumbnail/", photos.photo_thumbnail, name="photo_thumbnail"),
    path("photos/<int:pk>/void/", photos.photo_void, name="photo_void"),
    path("photos/<int:pk>/restore/", photos.photo_restore, name="photo_restore"),
    path("windows/", windows.window_list, name="window_list"),
    path("windows/export/", windows.window_export, name="window_export"),
    path("windows/new/<int:division_pk>/", windows.window_create, name="window_create"),
    path("windows/<int:pk>/edit/", windows.window_edit, name="window_edit"),
    path("windows/<int:pk>/void/", windows.window_void, name="window_void"),
    path("windows/<int:pk>/restore/", windows.window_restore, name="window_restore"),
]
