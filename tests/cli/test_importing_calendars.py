"""`import events FILE.ics`: the report, the zones, and the exit statuses."""

from pathlib import Path

from tests.cli.conftest import Say, both_databases

SCHOOL = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:a@x
SUMMARY:Council
DTSTART;TZID={zone}:20270120T190000
DTEND;TZID={zone}:20270120T203000
RRULE:FREQ=MONTHLY;BYDAY=3WE
LOCATION:Hall
END:VEVENT
BEGIN:VEVENT
UID:b@x
SUMMARY:Winter break
DTSTART;VALUE=DATE:20270215
DTEND;VALUE=DATE:20270220
END:VEVENT
BEGIN:VEVENT
UID:c@x
SUMMARY:Broken
DTSTART:20270230
END:VEVENT
END:VCALENDAR
"""


def school(here: Path, zone: str = "America/New_York") -> str:
    (here / "school.ics").write_text(SCHOOL.format(zone=zone))
    return "school.ics"


@both_databases
def test_a_calendar_comes_in_once_and_the_report_adds_up(say: Say, here: Path) -> None:
    done = say("import", "events", school(here), "--json")
    assert done.status == 3
    report = done.json
    assert [report[name] for name in ("file", "encoding", "delimiter", "dates")] == ["school.ics", "utf-8", "", None]
    assert [report[name] for name in ("read", "added", "updated", "unchanged", "refused")] == [3, 2, 0, 0, 1]
    assert report["errors"] == [
        {
            "row": 3, "column": "DTSTART", "value": "20270230", "line": 20,
            "sentence": "“20270230” is neither a date nor a time.",
        }
    ]  # fmt: skip
    assert [(one["row"], one["column"], one["line"], one["sentence"]) for one in report["warnings"]] == [
        (
            1, "RRULE", 8,
            "It repeats every month on the third Wednesday. Only the date shown comes in; the rule is kept.",
        )
    ]  # fmt: skip
    events = say("list", "events", "--from", "2027-01-01", "--to", "2027-12-31", "--json").json
    assert [(one["uid"], one["title"], one["starts"], one["ends"], one["all_day"]) for one in events] == [
        ("a@x", "Council", "2027-01-20T19:00:00-05:00", "2027-01-20T20:30:00-05:00", False),
        ("b@x", "Winter break", "2027-02-15", "2027-02-19", True),
    ]
    again = say("import", "events", "school.ics", "--json").json
    assert [again[name] for name in ("read", "added", "updated", "unchanged", "refused")] == [3, 0, 0, 2, 1]
    assert say("undo").status == 0
    assert say("list", "events", "--json").json == []


def test_an_unknown_zone_stops_until_it_is_answered(say: Say, here: Path) -> None:
    school(here, zone="Our time")
    asked = say("import", "events", "school.ics", "--json")
    assert asked.status == 1
    assert [one["code"] for one in asked.json["refused"]] == ["zone-unknown-in-file"]
    assert "Our time" in asked.err
    done = say("import", "events", "school.ics", "--zone-map", "Our time=America/Chicago", "--json")
    assert (done.status, done.json["added"]) == (3, 2)
    [event] = [one for one in say("list", "events", "--json").json if one["uid"] == "a@x"]
    assert (event["starts"], event["zone"]) == ("2027-01-20T19:00:00-06:00", "America/Chicago")


def test_answers_that_make_no_sense_are_refused(say: Say, here: Path) -> None:
    school(here, zone="Our time")
    assert say("import", "events", "school.ics", "--zone-map", "Our time").status == 2
    nowhere = say("import", "events", "school.ics", "--zone-map", "Our time=Nowhere")
    assert (nowhere.status, nowhere.err) == (
        1,
        "There is no time zone named “Nowhere”. Choose one from the list.\n",
    )
    other = say("import", "events", "school.ics", "--zone-map", "Their time=America/Chicago")
    assert (other.status, other.err) == (
        1,
        "The file names no time zone “Their time”. Write the name as the file has it.\n",
    )


def test_blanks_around_an_answer_about_a_zone_do_not_matter(say: Say, here: Path) -> None:
    school(here, zone="Our = time")
    done = say("import", "events", "school.ics", "--zone-map", " Our = time = America/Chicago", "--json")
    assert (done.status, done.json["added"]) == (3, 2)


def test_an_answer_that_a_file_has_no_use_for_is_wrong_usage(say: Say, here: Path) -> None:
    school(here)
    (here / "people.csv").write_text("First,Last\nAnn,Bee\n", encoding="utf-8")
    (here / "all.json").write_text("{}", encoding="utf-8")
    for words, sentence in {
        ("events", "school.ics", "--sheet", "May"): "--sheet says nothing about school.ics.",
        ("people", "people.csv", "--sheet", "May"): "--sheet says nothing about people.csv.",
        ("people", "people.csv", "--zone-map", "x=UTC"): "--zone-map says nothing about people.csv.",
        ("all", "all.json", "--sheet", "May"): "--sheet says nothing about all.",
        ("all", "all.json", "--zone-map", "x=UTC"): "--zone-map says nothing about all.",
    }.items():
        done = say("import", *words, "--json")
        assert (done.status, [one["sentence"] for one in done.json["refused"]]) == (2, [sentence])


def test_the_table_of_remarks_names_rows_and_lines(say: Say, here: Path) -> None:
    done = say("import", "events", school(here), "--dry-run")
    assert done.status == 3
    assert "Line 20: “20270230” is neither a date nor a time." in done.out
    assert "Line 8: It repeats every month on the third Wednesday." in done.out
    assert say("list", "events", "--json").json == []


def test_a_calendar_of_people_is_refused_in_words(say: Say, here: Path) -> None:
    done = say("import", "people", school(here))
    assert (done.status, done.err) == (
        1,
        "school.ics is a calendar: it holds events. Choose “Events”, or choose another file.\n",
    )


def test_what_was_exported_comes_back_into_an_empty_database(say: Say, here: Path, tmp_path: Path) -> None:
    say("event", "add", "--kind", "meeting", "--title", "Council", "--starts", "2027-01-20T19:00", "--minutes", "90")
    say("export", "events", "--format", "ics", "-o", "all.ics")
    other = ("--data", str(tmp_path / "other.db"))
    assert say("init", "--name", "Precinct 9", "--zone", "America/New_York", *other).status == 0
    assert say("import", "events", "all.ics", *other).status == 0
    carried = ("uid", "kind", "title", "starts", "ends", "zone", "all_day", "status", "public")
    here_and_there = [
        [{key: one[key] for key in carried} for one in say("list", "events", "--json", *where).json]
        for where in ((), other)
    ]
    assert here_and_there[0] == here_and_there[1]
    assert len(here_and_there[0]) == 1
