"""Who and where: divisions, stations, windows, photos, nursing homes."""

from jian_minzheng.core.registers.urls import urls_of
from offices.registers.document_kinds import DOCUMENT_KINDS
from offices.registers.documents import DOCUMENTS
from offices.urls.divisions import urlpatterns as division_urls
from offices.urls.homes import urlpatterns as home_urls
from offices.urls.stations import urlpatterns as station_urls

app_name = "offices"
urlpatterns = [*division_urls, *station_urls, *home_urls, *urls_of(DOCUMENTS), *urls_of(DOCUMENT_KINDS)]
