select '{"data":{"stats":{"nodes":[' || coalesce(string_agg(concat(
    '{"value":"', stat.value, '","unit":{"code":', to_json(stat.unit_code), '},"period":{"label":', to_json(stat.period_label),
    '},"indicator":{"code":', to_json(indicator.code), ',"name":', to_json(indicator.name_en), ',"nameZh":', to_json(indicator.name_zh),
    '},"source":{"slug":', to_json(source.slug), ',"title":', to_json(source.title), '}}'
), ',' order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key), '') || ']}}}'
from (
    select value, unit_code, period_start, period_end, period_label, indicator_id, indicator_code, source_id, key
    from stat order by period_end desc, period_start desc, indicator_code, key limit 100
) as stat
join indicator on indicator.id = stat.indicator_id
join source on source.id = stat.source_id
