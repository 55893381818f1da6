SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."code" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."slug" = ANY($1)

SELECT "round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note" FROM "round" WHERE "round"."slug" = ANY($1)

select count(*) as total from stat where true and stat.period_label = $1

select count(*) as total from stat where true and stat.subject_kind = any($1)

select count(*) as total from stat where true and stat.scope = $1

select count(*) as total from stat where true and stat.product = $1

select coalesce((select (release.counts ->> 'stat')::bigint from release order by id desc limit 1), (select count(*) as total from stat where true)) as total

select count(*) as total from stat where true and stat.scope = any($1)

select count(*) as total from stat where true and stat.indicator_id = $1

select count(*) as total from stat where true and (stat.indicator_id = $1 and stat.period_label = any($2) and stat.subject_kind = $3)

select count(*) as total from stat where true and stat.source_id = $1

select count(*) as total from stat where true and stat.round_id = $1

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and stat.period_label = $1 order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2

select stat.id, stat.key, stat.subject_id, stat.subject_kind, stat.subject_key, stat.indicator_id, stat.indicator_code, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.scope, stat.product, stat.threshold_value::text as threshold_value, stat.threshold_unit_code, stat.round_id, stat.source_id, stat.as_printed, stat.note, stat.preferred, stat.headline, stat.latest, stat.disputed from stat where true and stat.subject_kind = any($1) order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2

select stat.id, stat.key, stat.subject_id, stat.subject_kind, stat.subject_key, stat.indicator_id, stat.indicator_code, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.scope, stat.product, stat.threshold_value::text as threshold_value, stat.threshold_unit_code, stat.round_id, stat.source_id, stat.as_printed, stat.note, stat.preferred, stat.headline, stat.latest, stat.disputed from stat where true and stat.scope = $1 order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2

select stat.id, stat.key, stat.subject_id, stat.subject_kind, stat.subject_key, stat.indicator_id, stat.indicator_code, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.scope, stat.product, stat.threshold_value::text as threshold_value, stat.threshold_unit_code, stat.round_id, stat.source_id, stat.as_printed, stat.note, stat.preferred, stat.headline, stat.latest, stat.disputed from stat where true and stat.product = $1 order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and stat.indicator_id = $1 order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.indicator_id = $1 and stat.period_label = any($2) and stat.subject_kind = $3) order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $4

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and stat.source_id = $1 order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and stat.round_id = $1 order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2

SELECT "country"."id", "country"."code", "country"."name_en", "country"."name_zh" FROM "country" WHERE "country"."id" = ANY($1)
