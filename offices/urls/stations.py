"""民政所, windows and photos."""

from django.urls import path

from offices.views import photos, station_forms, stations, windows

urlpatterns = [
    path("stations/", stations.station_list, name="station_list"),
    path("stations/export/", stations.station_export, name="station_export"),
    path("stations/new/<id:township_pk>/", station_forms.station_create, name="station_create"),
    path("stations/<id:pk>/", stations.station_detail, name="station_detail"),
    path("stations/<id:pk>/history/", stations.station_history, name="station_history"),
    path("stations/<id:pk>/edit/", station_forms.station_edit, name="station_edit"),
    path("stations/<id:pk>/profile/", station_forms.station_profile, name="station_profile"),
    path("stations/<id:pk>/equipment/", station_forms.station_equipment, name="station_equipment"),
    path("stations/<id:pk>/close/", station_forms.station_close, name="station_close"),
    path("stations/<id:pk>/reopen/", station_forms.station_reopen, name="station_reopen"),
    path("stations/<id:pk>/void/", station_forms.station_void, name="station_void"),
    path("stations/<id:pk>/restore/", station_forms.station_restore, name="station_restore"),
    path("stations/<id:pk>/photos/new/", photos.photo_create, name="photo_create"),
    path("photos/<id:pk>/image/", photos.photo_image, name="photo_image"),
    path("photos/<id:pk>/thumbnail/", photos.photo_thumbnail, name="photo_thumbnail"),
    path("photos/<id:pk>/void/", photos.photo_void, name="photo_void"),
    path("photos/<id:pk>/restore/", photos.photo_restore, name="photo_restore"),
    path("windows/", windows.window_list, name="window_list"),
    path("windows/export/", windows.window_export, name="window_export"),
    path("windows/new/<id:division_pk>/", windows.window_create, name="window_create"),
    path("windows/<id:pk>/edit/", windows.window_edit, name="window_edit"),
    path("windows/<id:pk>/void/", windows.window_void, name="window_void"),
    path("windows/<id:pk>/restore/", windows.window_restore, name="window_restore"),
]
