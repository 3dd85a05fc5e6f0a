"""``manage.py load_document_kinds``: the kinds of documents from the project's data file."""

from offices.documents import kinds_load
from offices.management.commands._load_kinds import LoadKinds


class Command(LoadKinds):
    help = "载入制度文件的种类(可重复执行)；在页面上改过的种类不会被覆盖。"
    load = staticmethod(kinds_load)
