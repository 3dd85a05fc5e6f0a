"""Checks that the matrix need not notice, each with the reason: without them nobody would see or write more."""

_OWN_UNIT = "the unit is that of the grant itself"
_ALL = "whoever may come here is granted at the city and sees the whole tree"
_BELOW = "rows of a unit that was itself fetched through the scope"
_KEPT = "the rows are those of kept_by, which begins with visible_to"
_DOOR = "the same rows are read again by the door; this only refuses earlier"
_BUTTON = "decides what is offered; the screen or the write behind it asks again"
_TRAIL = "names the units above one's own, which everybody may read; what lies below was fetched through the scope"
_MOVED = "asks what left the scope since the import was read; test_units_gone.py moves it"
_ASKED_AGAIN = "the write asks again (registers.writes.keep); this only refuses the form earlier"

SETTLED: dict[str, str] = {
    "assessments/dashboards/board.py::_tallies visible_to": _BELOW,
    "assessments/dashboards/board.py::read_board visible_to": _TRAIL,
    "assessments/dashboards/listing.py::unit_options visible_to": _TRAIL,
    "assessments/forms/parameters.py::ParameterChangeForm.__init__ visible_to": _ALL,
    "assessments/views/findings.py::finding_detail visible_to": "findings of a subject one of whose was fetched so",
    "assessments/views/home.py::_area fetch_or_404": _OWN_UNIT,
    "assessments/views/standards.py::_own_board fetch_or_404": _OWN_UNIT,
    "jian_minzheng/core/access.py::needs.decorate.guarded require": "each @needs is taken out by itself",
    "jian_minzheng/core/registers/pages.py::newest_at visible_to": _BELOW,
    "jian_minzheng/core/registers/pages.py::record_page may_write": _BUTTON,
    "jian_minzheng/core/registers/reaching.py::unit_or_404 may_write": _ASKED_AGAIN,
    "offices/divisions/forms.py::ChangeForm.others visible_to": _ALL,
    "offices/listing/units.py::unit_rows visible_to": _ALL,
    "offices/places.py::_reached visible_to": "the paths asked for begin with the scope's own already",
    "offices/registers/kinds.py::kind_register visible_to": _ALL,
    "offices/registers/kinds.py::kind_register.rows visible_to": _ALL,
    "offices/registers/stations.py::former_stations visible_to": _BELOW,
    "offices/registers/stations.py::had_before visible_to": _BELOW,
    "offices/returns/keeping.py::admit require_visible": _DOOR,
    "offices/returns/units.py::UnitsInReach.__init__ visible_to": _DOOR,
    "offices/stations/columns.py::ended_stations visible_to": "compared with townships that visible_to has chosen",
    "offices/stations/columns.py::load_rows may_write": _BUTTON,
    "offices/stations/columns.py::running_stations visible_to": "compared with townships that visible_to has chosen",
    "offices/stations/page.py::homes_below visible_to": _BELOW,
    "offices/stations/page.py::windows_below visible_to": _BELOW,
    "offices/stations/setting_up.py::SettingUp._former visible_to": _BELOW,
    "offices/views/division_changes.py::division_change fetch_or_404": _ALL,
    "offices/views/division_changes.py::division_changes fetch_or_404": _ALL,
    "offices/views/divisions.py::division_detail visible_to": _BELOW,
    "offices/views/divisions.py::division_export visible_to": _BELOW,
    "offices/views/divisions.py::division_list fetch_or_404": _OWN_UNIT,
    "offices/views/divisions.py::division_search fetch_or_404": _OWN_UNIT,
    "offices/views/photos.py::_kept_photo may_write": "every role that may edit offices keeps what stations it sees",
    "staffing/panels.py::county_people visible_to": _BELOW,
    "staffing/posts/keeping.py::_kinds_held visible_to": "decides only whether the entry is marked 代填",
    "staffing/posts/rules.py::_check_single_established_post visible_to": "decides only whether a refusal is on record",
    "staffing/posts/terms.py::_claim require_visible": _DOOR,
    "intake/records/comparing.py::_kept_here may_write": "test_stations_table.py and test_ledgers.py refuse such rows",
    "intake/records/known.py::_current visible_to": _BELOW,
    "intake/records/known.py::_load_former visible_to": _BELOW,
    "intake/work/again.py::import_once_more visible_to": "test_units_gone.py moves the unit away",
    "staffing/rosters/departures.py::missing_people visible_to": _BELOW,
    "intake/units/book.py::_homes_of visible_to": _MOVED,
    "intake/units/book.py::units_in_reach visible_to": _MOVED,
    "staffing/rosters/refusals.py::_elsewhere kept_by": "only counts; who is met, known._holders looks up",
    "intake/preview/memory.py::recall visible_to": _BELOW,
    "intake/preview/outcome.py::stations_of visible_to": _BELOW,
    "staffing/posts/lent.py::require_back_from_loan visible_to": "only lets more through; test_lent_posts.py asks it",
    "intake/writing/kept_records.py::as_readers_see visible_to": "only what is told; test_readers.py reads it",
    "intake/writing/undo.py::Undo.within_reach visible_to": _MOVED,
    "intake/records/undo.py::UndoRecords._take_portion_back visible_to": _MOVED,
    "staffing/rosters/undo.py::UndoPeople._wholly_within visible_to": _MOVED,
    "staffing/selectors.py::headcounts visible_to": _BELOW,
    "staffing/selectors.py::posts_on visible_to": _BELOW,
    "staffing/views/person_forms.py::person_edit fetch_or_404": _KEPT,
    "staffing/views/person_numbers.py::number_check fetch_or_404": _KEPT,
    "staffing/views/person_numbers.py::person_reveal fetch_or_404": _KEPT,
    "staffing/views/posts.py::post_new fetch_or_404": _KEPT,
    "intake/views/workbooks.py::hand_out_current visible_to": _OWN_UNIT,
    "staffing/views/roster_current.py::roster_current visible_to": _OWN_UNIT,
}
