"""Who and where: divisions, populations, stations, windows, photos, nursing homes, documents, activities."""

from jian_minzheng.core.registers.urls import urls_of
from offices.registers.activities import ACTIVITIES
from offices.registers.activity_kinds import ACTIVITY_KINDS
from offices.registers.business_lines import BUSINESS_LINES
from offices.registers.contacts import CONTACTS
from offices.registers.document_kinds import DOCUMENT_KINDS
from offices.registers.documents import DOCUMENTS
from offices.registers.exemplars import EXEMPLARS
from offices.registers.homes import HOMES
from offices.registers.line_standings import LINE_STANDINGS
from offices.registers.populations import POPULATIONS
from offices.registers.stations import STATIONS
from offices.registers.stocktakes import STOCKTAKES
from offices.registers.targets import YEAR_TARGETS
from offices.registers.urban_marks import URBAN_MARKS
from offices.registers.windows import WINDOWS
from offices.urls.contacts import urlpatterns as contact_urls
from offices.urls.divisions import urlpatterns as division_urls
from offices.urls.stations import urlpatterns as station_urls

app_name = "offices"
REGISTERS = (
    POPULATIONS, URBAN_MARKS, STOCKTAKES, STATIONS, WINDOWS, HOMES, DOCUMENTS, DOCUMENT_KINDS, EXEMPLARS,
    ACTIVITIES, ACTIVITY_KINDS, CONTACTS, BUSINESS_LINES, LINE_STANDINGS, YEAR_TARGETS,
)  # fmt: skip
urlpatterns = [
    *division_urls,
    *station_urls,
    *contact_urls,
    *(pattern for register in REGISTERS for pattern in urls_of(register)),
]
