"""Each 是 to a paper of 三(三)1-4 becomes a document in force from that day; a 否 stays where it is, as 没有."""

import datetime

from django.db import migrations, models
from django.utils import timezone

REASON = "原勾选转入"
PAPERS = {
    "rules_in_place": ("station_system", "工作制度"),
    "duties_in_place": ("station_duties", "工作职责"),
    "workflow_in_place": ("station_flow", "工作流程"),
}


def spans(answers):
    """From (day, answer), the oldest first, the days from which and until which there was the paper (``None``: still).

    Saying nothing takes nothing back: only a no ends it, the day before.
    """
    found, since = [], None
    for day, answer in answers:
        if answer and since is None:
            since = day
        elif answer is False and since is not None:
            found.append((since, day - datetime.timedelta(days=1)))
            since = None
    return found if since is None else [*found, (since, None)]


def papers_from_ticks(apps, schema_editor):
    station_of, profile_of, document_of, kind_of = (
        apps.get_model("offices", name) for name in ("Station", "StationProfile", "OfficeDocument", "DocumentKind")
    )
    ticked = models.Q(*((field, True) for field in PAPERS), _connector=models.Q.OR)
    stations = list(station_of.objects.filter(pk__in=profile_of.objects.filter(ticked).values("station")))
    profiles = list(profile_of.objects.filter(station__in=stations).order_by("as_of"))
    for field, (code, label) in PAPERS.items():
        papers = [
            _paper(document_of, station, label, since, until)
            for station in stations
            if station.voided_at is None
            for since, until in spans(
                (one.as_of, getattr(one, field)) for one in profiles if one.station_id == station.pk
            )
            if station.closed_on is None or since <= station.closed_on
        ]
        if papers:
            _store(apps, document_of, papers, _kind(apps, kind_of, code, f"民政所{label}"))
    _clear(apps, profile_of, [one for one in profiles if any(getattr(one, field) for field in PAPERS)])


def _kind(apps, kind_of, code, label):
    """As the dictionary that comes with the project has it; one made here is completed by ``load_document_kinds``."""
    city = apps.get_model("offices", "Division").objects.filter(level="city").order_by("path").first()
    kind, is_new = kind_of.objects.get_or_create(code=code, defaults={"label": label, "keeper_id": city and city.pk})
    if is_new:
        _note(apps, "DocumentKind", [kind], "+", "load_document_kinds")
    return kind


def _paper(document_of, station, label, since, until):
    last = min((day for day in (until, station.closed_on) if day), default=None)
    return document_of(
        keeper_id=station.township_id,
        title=f"{station.name}{label}",
        dated=since,
        valid_to=last,
        expires_on=last,
        note=f"{REASON}，待补文件",
        awaits_paper=True,
    )


def _store(apps, document_of, papers, kind):
    document_of.objects.bulk_create(papers)
    through = document_of.kinds.through
    through.objects.bulk_create(through(officedocument_id=one.pk, documentkind_id=kind.pk) for one in papers)
    entries = _note(apps, "OfficeDocument", papers, "+")
    chosen = apps.get_model("offices", "HistoricalOfficeDocument_kinds")
    links = dict(through.objects.filter(officedocument__in=papers).values_list("officedocument_id", "pk"))
    chosen.objects.bulk_create(
        chosen(history_id=entry.history_id, id=links[entry.id], officedocument_id=entry.id, documentkind_id=kind.pk)
        for entry in entries
    )


def _clear(apps, profile_of, profiles):
    """What is a document now is no answer of the profile any more."""
    for profile in profiles:
        for field in PAPERS:
            setattr(profile, field, None if getattr(profile, field) else getattr(profile, field))
        profile.version += 1
    profile_of.objects.bulk_update(profiles, [*PAPERS, "version"])
    _note(apps, "StationProfile", profiles, "~")


def _note(apps, name, rows, sign, reason=REASON):
    """History of the rows as they now stand."""
    history = apps.get_model("offices", f"Historical{name}")
    known = {field.attname for field in history._meta.concrete_fields}
    return history.objects.bulk_create(
        history(
            **{
                field.attname: getattr(row, field.attname)
                for field in row._meta.concrete_fields
                if field.attname in known
            },
            history_date=timezone.now(),
            history_type=sign,
            history_change_reason=reason,
        )
        for row in rows
    )


class Migration(migrations.Migration):
    dependencies = [("offices", "0007_names_and_places")]

    operations = [
        migrations.AddField(
            model_name="officedocument",
            name="awaits_paper",
            field=models.BooleanField(default=False, editable=False, verbose_name="待补文件"),
        ),
        migrations.RunPython(papers_from_ticks, migrations.RunPython.noop),
    ]
