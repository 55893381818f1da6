select coalesce((select (release.counts ->> 'contest')::bigint from release order by id desc limit 1), (select count(*) as total from contest where true)) as total

select contest.id, contest.slug, contest.name_en, contest.name_zh, contest.organizer_en, contest.organizer_zh, contest.launched, contest.aim, contest.criteria, contest.source_id from contest where true order by contest.slug limit $1

SELECT "contest"."id", "contest"."slug", "contest"."name_en", "contest"."name_zh", "contest"."organizer_en", "contest"."organizer_zh", "contest"."launched", "contest"."aim", "contest"."criteria", "contest"."source_id" FROM "contest" WHERE "contest"."slug" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

select name.subject_id as parent, name.subject_id, name.text, name.language, name.kind, name.source_id, name.note from name join source on source.id = name.source_id where name.subject_id = any($1) order by name.text, source.slug

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.subject_id = parent.id) as child order by parent.ordinal

select round.contest_id as parent, round.id, round.slug, round.contest_id, round.name_en, round.name_zh, round.kind, round.parent_id, round.winners_count, round.announced_on, round.confirmed_on, round.document, round.source_id, round.note from round where round.contest_id = any($1) order by round.announced_on, round.slug

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

SELECT "contest"."id", "contest"."slug", "contest"."name_en", "contest"."name_zh", "contest"."organizer_en", "contest"."organizer_zh", "contest"."launched", "contest"."aim", "contest"."criteria", "contest"."source_id" FROM "contest" WHERE "contest"."id" = ANY($1)
