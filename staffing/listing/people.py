"""The list of people, and the same with whole numbers for the one export that may hold them."""

from dataclasses import replace

from jian_minzheng.core.registers.listing import Listing
from staffing.listing.columns import columns_of, load_posts, post_actions, whole_columns_of
from staffing.listing.filters import PeopleFilter, post_rows

PEOPLE = Listing(
    name="people",
    title="人员名单",
    rows=post_rows,
    columns=columns_of,
    filters=PeopleFilter,
    order=("work_division__path", "kind", "position", "pk"),
    load=load_posts,
    actions=post_actions,
    sheet="人员",
)
PEOPLE_WHOLE = replace(PEOPLE, title="人员名单(完整号码)", columns=whole_columns_of)
