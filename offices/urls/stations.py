"""What of 民政所 no register has: the seven haves, photos, and setting up many at once."""

from django.urls import path

from offices.views import photos, stations

urlpatterns = [
    path("stations/setup/", stations.station_setup, name="station_setup"),
    path("stations/<id:pk>/equipment/", stations.station_equipment, name="station_equipment"),
    path("stations/<id:pk>/photos/new/", photos.photo_create, name="photo_create"),
    path("photos/<id:pk>/image/", photos.photo_image, name="photo_image"),
    path("photos/<id:pk>/thumbnail/", photos.photo_thumbnail, name="photo_thumbnail"),
    path("photos/<id:pk>/void/", photos.photo_void, name="photo_void"),
    path("photos/<id:pk>/restore/", photos.photo_restore, name="photo_restore"),
]
