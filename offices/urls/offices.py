"""Who and where: divisions, stations, windows, photos, nursing homes."""

from offices.urls.divisions import urlpatterns as division_urls
from offices.urls.homes import urlpatterns as home_urls
from offices.urls.stations import urlpatterns as station_urls

app_name = "offices"
urlpatterns = [*division_urls, *station_urls, *home_urls]
