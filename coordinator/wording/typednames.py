"""Sentences about names that are typed instead of chosen, as at the command line."""

from coordinator.runtime.i18n import _
from coordinator.wording.facts import Facts, Sentences

TYPED_NAMES: Sentences = {
    "no-such-role-name": lambda f: f.fill(
        _("There is no role named “{role}”. There are: {roles}. Add another one with role add.")
    ),
    "no-such-space": lambda f: f.fill(_no_such_space(f)),
}


def _no_such_space(f: Facts) -> str:
    if f.given("spaces"):
        return _("{venue} has no space named “{space}”. It has: {spaces}.")
    return _("{venue} has no space named “{space}”, nor any other. Leave the space out.")
