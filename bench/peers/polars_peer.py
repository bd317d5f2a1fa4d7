"""Peer: an idiomatic polars script, lazy and on the streaming engine.

python3 polars_peer.py LEADS EVENTS OUT
"""

import sys

import polars as pl

AS_OF = pl.datetime(2026, 1, 1, time_unit="ms")
HALF_LIFE_MS = 30 * 86_400_000
# event type, points, cap, and what the url must contain
RULES = [
    ("trial.started", 30, 30, None),
    ("document.created", 25, 75, None),
    ("document.shared", 8, 40, None),
    ("member.invited", 20, 60, None),
    ("integration.connected", 25, 50, None),
    ("report.exported", 10, 30, None),
    ("api.called", 1, 20, None),
    ("page.viewed", 5, 20, "/pricing"),
    ("download.completed", 6, 18, "/whitepaper"),
    ("form.submitted", 15, 30, "/demo"),
    ("webinar.registered", 10, 20, None),
    ("webinar.attended", 15, 30, None),
    ("video.watched", 4, 16, None),
    ("search.performed", 2, 10, None),
    ("chat.started", 12, 24, None),
    ("review.read", 3, 9, None),
    ("email.replied", 15, 30, None),
    ("email.subscribed", 5, 10, None),
]
FREE_MAIL = [
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "icloud.com",
    "gmx.de",
    "web.de",
    "t-online.de",
    "qq.com",
    "163.com",
]


def matches(event: str, url: str | None) -> pl.Expr:
    of_type = pl.col("event") == event
    return of_type & pl.col("url").str.contains(url, literal=True) if url else of_type


def pain(events: pl.LazyFrame) -> pl.LazyFrame:
    at = pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="ms")
    age_ms = (AS_OF - at).dt.total_milliseconds()
    rules = pl.LazyFrame(RULES, schema=["event", "points", "cap", "part"], orient="row")
    return (
        events.filter(pl.any_horizontal([matches(event, url) for event, _, _, url in RULES]))
        .select("event_id", "lead_id", "event", age_ms=age_ms)
        .filter(pl.col("age_ms") >= 0)
        .unique("event_id", keep="any")
        .group_by("lead_id", "event")
        .agg(decayed=(-pl.col("age_ms") / HALF_LIFE_MS).mul(0.6931471805599453).exp().sum())
        .join(rules, on="event")
        .group_by("lead_id")
        .agg(pain=pl.min_horizontal(pl.col("decayed") * pl.col("points"), pl.col("cap")).sum())
    )


def fit() -> pl.Expr:
    points = [
        (~pl.col("email").str.split_exact("@", 1).struct[1].is_in(FREE_MAIL), 10),
        (pl.col("title").str.contains(r"(?i)\b(vp|head|chief|c[teo]o)\b"), 20),
        (pl.col("employees").is_between(50, 999), 15),
        (pl.col("industry") == "software", 10),
    ]
    return pl.sum_horizontal([pl.when(holds).then(worth).otherwise(0) for holds, worth in points])


def main(leads_file: str, events_file: str, out_file: str) -> None:
    leads = pl.scan_csv(leads_file).select("lead_id", "email", fit=fit())
    events = pl.scan_csv(events_file, infer_schema=False)
    (
        leads.join(pain(events), on="lead_id", how="left")
        .with_columns(pl.col("pain").fill_null(0.0))
        .select("lead_id", "email", score=pl.col("fit") + pl.col("pain"), fit="fit", pain="pain")
        .sort("score", "lead_id", descending=[True, False])
        .sink_csv(out_file, engine="streaming")
    )


main(*sys.argv[1:4])
