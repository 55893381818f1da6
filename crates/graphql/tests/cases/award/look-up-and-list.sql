select award.cluster_id, award.cluster_slug, award.round_id, award.round_slug, award.rank, award.source_id, award.verification, award.note from unnest($1::text[], $2::text[]) as pair(cluster, round) join award on award.cluster_slug = pair.cluster and award.round_slug = pair.round

select coalesce((select (release.counts ->> 'award')::bigint from release order by id desc limit 1), (select count(*) as total from award where true)) as total

select award.cluster_id, award.cluster_slug, award.round_id, award.round_slug, award.rank, award.source_id, award.verification, award.note from award where true order by award.round_slug, award.rank nulls last, award.cluster_slug limit $1

select award.cluster_id, award.cluster_slug, award.round_id, award.round_slug, award.rank, award.source_id, award.verification, award.note from award where true order by award.round_slug desc, award.rank desc nulls first, award.cluster_slug desc limit $1

SELECT "round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note" FROM "round" WHERE "round"."slug" = ANY($1)

SELECT "cluster"."id", "cluster"."slug", "cluster"."name_en", "cluster"."name_zh", "cluster"."name_en_origin", "cluster"."name_en_source_id", "cluster"."name_zh_origin", "cluster"."industry_id", "cluster"."industry_basis", "cluster"."track_id", "cluster"."verification", "cluster"."source_id", "cluster"."note" FROM "cluster" WHERE "cluster"."id" = ANY($1)

SELECT "round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note" FROM "round" WHERE "round"."id" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from award where award.round_id in (select round_id from round_inside where outer_id = parent.id)) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select award.cluster_id, award.cluster_slug, award.round_id, award.round_slug, award.rank, award.source_id, award.verification, award.note, json_build_array(award.round_slug::text, award.rank::text, award.cluster_slug::text)::text as position from award where award.round_id in (select round_id from round_inside where outer_id = parent.id) order by award.round_slug, award.rank nulls last, award.cluster_slug limit $2) as child
