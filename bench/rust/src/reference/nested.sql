-- The whole answer as one text. The parts are put together as text, since json_build_object and json_agg write blanks that
-- the answer compared with does not have, and take longer.
select '{"data":{"provinces":{"nodes":[' || coalesce(string_agg(province.json, ',' order by province.code), '') || ']}}}'
from (
    select province.code, concat(
        '{"code":', to_json(province.code), ',"name":', to_json(province.name_en), ',"clusters":{"nodes":[', clusters.json, ']}}'
    ) as json
    from (select id, code, name_en from province order by code limit 10) as province
    cross join lateral (
        select string_agg(concat(
            '{"slug":', to_json(cluster.slug), ',"name":', to_json(cluster.name_en), ',"stats":{"nodes":[', stats.json, ']}}'
        ), ',' order by cluster.slug) as json
        from (
            select cluster.id, cluster.slug, cluster.name_en
            from (
                select distinct cluster_slug, cluster_id from cluster_location where province_id = province.id
                order by cluster_slug limit 5
            ) as location
            join cluster on cluster.id = location.cluster_id
        ) as cluster
        cross join lateral (
            select string_agg(concat(
                '{"value":"', stat.value, '","qualifier":"', upper(stat.qualifier), '","period":{"label":', to_json(stat.period_label),
                '},"asPrinted":', coalesce(to_json(stat.as_printed)::text, 'null'), ',"indicator":{"code":', to_json(stat.indicator_code),
                '},"unit":{"code":', to_json(stat.unit_code), '},"source":{"slug":', to_json(source.slug), ',"title":', to_json(source.title),
                ',"publisher":', to_json(source.publisher), ',"url":', coalesce(to_json(source.url)::text, 'null'), '}}'
            ), ',' order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key) as json
            from (
                select value, qualifier, period_start, period_end, period_label, as_printed, indicator_code, unit_code, source_id, key
                from stat where subject_id = cluster.id
                order by period_end desc, period_start desc, indicator_code, key limit 5
            ) as stat
            cross join lateral (select slug, title, publisher, url from source where id = stat.source_id limit 1) as source
        ) as stats
    ) as clusters
) as province
