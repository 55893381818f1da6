SELECT "round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note" FROM "round" WHERE "round"."slug" = ANY($1)

select coalesce((select (release.counts ->> 'round')::bigint from release order by id desc limit 1), (select count(*) as total from round where true)) as total

select round.id, round.slug, round.contest_id, round.name_en, round.name_zh, round.kind, round.parent_id, round.winners_count, round.announced_on, round.confirmed_on, round.document, round.source_id, round.note from round where true order by round.announced_on desc nulls last, round.slug limit $1

select round.id, round.slug, round.contest_id, round.name_en, round.name_zh, round.kind, round.parent_id, round.winners_count, round.announced_on, round.confirmed_on, round.document, round.source_id, round.note from round where true order by round.slug desc limit $1

select round.id, round.slug, round.contest_id, round.name_en, round.name_zh, round.kind, round.parent_id, round.winners_count, round.announced_on, round.confirmed_on, round.document, round.source_id, round.note from round where true order by round.name_en, round.slug limit $1

select round.id, round.slug, round.contest_id, round.name_en, round.name_zh, round.kind, round.parent_id, round.winners_count, round.announced_on, round.confirmed_on, round.document, round.source_id, round.note from round where true order by round.name_zh, round.slug limit $1

SELECT "contest"."id", "contest"."slug", "contest"."name_en", "contest"."name_zh", "contest"."organizer_en", "contest"."organizer_zh", "contest"."launched", "contest"."aim", "contest"."criteria", "contest"."source_id" FROM "contest" WHERE "contest"."id" = ANY($1)

SELECT "round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note" FROM "round" WHERE "round"."id" = ANY($1)

select round.parent_id as parent, round.id, round.slug, round.contest_id, round.name_en, round.name_zh, round.kind, round.parent_id, round.winners_count, round.announced_on, round.confirmed_on, round.document, round.source_id, round.note from round where round.parent_id = any($1) order by round.announced_on, round.slug

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from award where award.round_id in (select round_id from round_inside where outer_id = parent.id)) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select award.cluster_id, award.cluster_slug, award.round_id, award.round_slug, award.rank, award.source_id, award.verification, award.note from award where award.round_id in (select round_id from round_inside where outer_id = parent.id) order by award.round_slug, award.rank nulls last, award.cluster_slug limit $2) as child

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from cluster where exists (select from award join round_inside on round_inside.round_id = award.round_id where award.cluster_id = cluster.id and round_inside.outer_id = parent.id)) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where exists (select from award join round_inside on round_inside.round_id = award.round_id where award.cluster_id = cluster.id and round_inside.outer_id = parent.id) order by cluster.slug limit $2) as child

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.subject_id = parent.id) as child order by parent.ordinal

select name.subject_id as parent, name.subject_id, name.text, name.language, name.kind, name.source_id, name.note from name join source on source.id = name.source_id where name.subject_id = any($1) order by name.text, source.slug

SELECT "round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note" FROM "round" WHERE "round"."id" = ANY($1)

SELECT "cluster"."id", "cluster"."slug", "cluster"."name_en", "cluster"."name_zh", "cluster"."name_en_origin", "cluster"."name_en_source_id", "cluster"."name_zh_origin", "cluster"."industry_id", "cluster"."industry_basis", "cluster"."track_id", "cluster"."verification", "cluster"."source_id", "cluster"."note" FROM "cluster" WHERE "cluster"."id" = ANY($1)
