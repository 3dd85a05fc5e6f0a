"""Who and where: divisions, populations, stations, windows, photos, nursing homes."""

from jian_minzheng.core.registers.urls import urls_of
from offices.registers.document_kinds import DOCUMENT_KINDS
from offices.registers.documents import DOCUMENTS
from offices.registers.exemplars import EXEMPLARS
from offices.registers.homes import HOMES
from offices.registers.populations import POPULATIONS
from offices.registers.stations import STATIONS
from offices.registers.windows import WINDOWS
from offices.urls.divisions import urlpatterns as division_urls
from offices.urls.stations import urlpatterns as station_urls

app_name = "offices"
urlpatterns = [
    *division_urls,
    *station_urls,
    *(
        pattern
        for register in (POPULATIONS, STATIONS, WINDOWS, HOMES, DOCUMENTS, DOCUMENT_KINDS, EXEMPLARS)
        for pattern in urls_of(register)
    ),
]
