select coalesce((select (release.counts ->> 'industry')::bigint from release order by id desc limit 1), (select count(*) as total from industry where true)) as total

select industry.id, industry.slug, industry.name_en, industry.name_zh, industry.kind, industry.parent_id, industry.source_id, industry.note from industry where true order by industry.slug limit $1

select industry.id, industry.slug, industry.name_en, industry.name_zh, industry.kind, industry.parent_id, industry.source_id, industry.note from industry where true order by industry.name_en, industry.slug limit $1

select industry.id, industry.slug, industry.name_en, industry.name_zh, industry.kind, industry.parent_id, industry.source_id, industry.note from industry where true order by industry.name_zh desc, industry.slug limit $1

select industry.id, industry.slug, industry.name_en, industry.name_zh, industry.kind, industry.parent_id, industry.source_id, industry.note from industry where true order by industry.slug desc limit $1

SELECT "industry"."id", "industry"."slug", "industry"."name_en", "industry"."name_zh", "industry"."kind", "industry"."parent_id", "industry"."source_id", "industry"."note" FROM "industry" WHERE "industry"."slug" = ANY($1)

select industry.parent_id as parent, industry.id, industry.slug, industry.name_en, industry.name_zh, industry.kind, industry.parent_id, industry.source_id, industry.note from industry where industry.parent_id = any($1) order by industry.slug

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from cluster where (cluster.industry_id = parent.id or cluster.track_id = parent.id)) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where (cluster.industry_id = parent.id or cluster.track_id = parent.id) order by cluster.slug limit $2) as child

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where (cluster.industry_id = parent.id or cluster.track_id = parent.id) order by cluster.slug limit $2) as child

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.subject_id = parent.id) as child order by parent.ordinal

select name.subject_id as parent, name.subject_id, name.text, name.language, name.kind, name.source_id, name.note from name join source on source.id = name.source_id where name.subject_id = any($1) order by name.text, source.slug

SELECT "industry"."id", "industry"."slug", "industry"."name_en", "industry"."name_zh", "industry"."kind", "industry"."parent_id", "industry"."source_id", "industry"."note" FROM "industry" WHERE "industry"."id" = ANY($1)
