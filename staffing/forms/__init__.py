"""Forms of people and posts. Pickers hold only what lies in the scope, and what comes back is looked up through it."""

from staffing.forms.person import PersonForm
from staffing.forms.posts import EndForm, PlacedPostForm, PostForm
from staffing.forms.succession import LendForm, TransferForm

__all__ = ["EndForm", "LendForm", "PersonForm", "PlacedPostForm", "PostForm", "TransferForm"]
