SELECT "stat"."id", "stat"."key", "stat"."subject_id", "stat"."subject_kind", "stat"."subject_key", "stat"."indicator_id", "stat"."indicator_code", CAST("stat"."value" AS text) AS "value", "stat"."unit_code", "stat"."qualifier", "stat"."period_label", "stat"."period_start", "stat"."period_end", "stat"."period_basis", "stat"."scope", "stat"."product", CAST("stat"."threshold_value" AS text) AS "threshold_value", "stat"."threshold_unit_code", "stat"."round_id", "stat"."source_id", "stat"."as_printed", "stat"."note", "stat"."preferred", "stat"."headline", "stat"."latest", "stat"."disputed" FROM "stat" WHERE "stat"."key" = ANY($1)

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."id" = ANY($1)

SELECT "city"."id", "city"."code", "city"."name_en", "city"."name_zh", "city"."level", "city"."parent_id", "city"."province_id", CAST("city"."latitude" AS text) AS "latitude", CAST("city"."longitude" AS text) AS "longitude", "city"."code_source_id", "city"."coordinates_source_id", "city"."note" FROM "city" WHERE "city"."id" = ANY($1)

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

select name.subject_id as parent, name.subject_id, name.text, name.language, name.kind, name.source_id, name.note from name join source on source.id = name.source_id where name.subject_id = any($1) order by name.text, source.slug

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.subject_id = parent.id) as child order by parent.ordinal
