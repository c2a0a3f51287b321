"""Rules of repeating events in words."""

from datetime import date

import pytest

from coordinator.wording.moments import Style
from coordinator.wording.repeatrules import rule_in_words

STYLE = Style("en", 12, 6)
TUESDAY = date(2027, 1, 12)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=5", "every 3 days, 5 times"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday, Monday to Friday"),
        ("FREQ=WEEKLY", "every week on Tuesday"),
        ("FREQ=WEEKLY;BYDAY=TH,TU;INTERVAL=2", "every 2 weeks on Tuesday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20270630T035959", "every week on Monday and Friday, until Jun 30, 2027"),
        ("FREQ=MONTHLY", "every month on day 12"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on day 1 and 15"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month on the second Tuesday"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "every month on the first and third Monday"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "every month on the second Tuesday"),
        ("FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=3", "every 3 months on the last Friday"),
        ("FREQ=YEARLY", "every year on Jan 12"),
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=4", "every year on Jul 4"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=1", "every year on the fourth Thursday of November, 1 time"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "by the rule FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        ("FREQ=MONTHLY;BYDAY=TU,WE", "by the rule FREQ=MONTHLY;BYDAY=TU,WE"),
        ("FREQ=YEARLY;BYYEARDAY=100", "by the rule FREQ=YEARLY;BYYEARDAY=100"),
        ("FREQ=HOURLY", "by the rule FREQ=HOURLY"),
        ("{rule} <b>%s", "by the rule {rule} <b>%s"),
    ],
)  # fmt: skip
def test_a_rule_is_said_in_words_or_as_it_stands(rule: str, words: str) -> None:
    assert rule_in_words(rule, TUESDAY, STYLE) == words
