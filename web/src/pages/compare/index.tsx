import './compare.css';
import { useState } from 'react';
import { useAddressState } from '../../address-state';
import { useLastData, useView } from '../../client';
import { Page } from '../../design/page';
import { Select } from '../../design/select';
import { Empty, Loading, Show } from '../../design/states';
import { keyOf } from '../../design/subject';
import { TextField } from '../../design/text-field';
import { CompareDocument, type SearchKind, type SubjectKind } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { compare } from '../../text/compare';
import { useText } from '../../text/dictionary';
import { Comparison } from './comparison';
import { SearchHits } from './search-hits';
import { format, MOST, NAMES, parse, type Update } from './state';
import { Suggestions } from './suggestions';

const KINDS: SubjectKind[] = ['PROVINCE', 'CITY', 'CLUSTER', 'INDUSTRY', 'ROUND', 'COUNTRY'];

/** Subjects of one kind, compared by one indicator over time. */
export default function Compare() {
  const text = useText(compare);
  const language = useLanguage();
  const [address, setAddress] = useAddressState(NAMES);
  const state = parse(address);
  const update: Update = (change, options) => setAddress(format({ ...state, ...change }), options);
  const [search, setSearch] = useState('');
  const { kind, indicator, subjects, from, to } = state;
  const ready = indicator !== undefined && subjects.length > 0;
  const view = useView(CompareDocument, {
    language,
    kind,
    searchKinds: [kind] satisfies SearchKind[],
    indicatorOrder: [{ field: language === 'ZH' ? 'NAME_ZH' : 'NAME' }],
    drawn: ready,
    suggested: indicator !== undefined && subjects.length === 0,
    indicator: indicator ?? '',
    subjects,
    ...(from && { from }),
    ...(to && { to }),
    // Groups can be filtered by several provinces, but not by several subjects of another kind.
    added: ready && kind === 'PROVINCE' && subjects.length > 1,
    provinces: kind === 'PROVINCE' ? subjects : [],
    searching: search !== '',
    text: search,
  });
  const { data, error } = view;
  const last = useLastData(view);
  if (!last) return <Loading />;
  const names = new Map(last.series?.map(({ subject }) => [keyOf(subject), subject.name]));
  const refused = !data && error && !error.networkError;
  const add = (key: string) => {
    setSearch('');
    update({ subjects: [...subjects, key] });
  };
  return (
    <Page title={text.title} lead={text.lead(MOST)} view={view}>
      <div className="compare-controls">
        <Select
          label={text.kind}
          value={kind}
          options={KINDS.map((key) => ({ key, name: text.kinds[key] }))}
          onSelect={(key) => update({ kind: key as SubjectKind, subjects: [], basis: undefined })}
        />
        <Select
          label={text.indicator}
          value={indicator ?? ''}
          none={text.chooseIndicator}
          options={last.indicators?.nodes.map(({ code, name }) => ({ key: code, name })) ?? []}
          onSelect={(key) => update({ indicator: key, basis: undefined })}
        />
        <TextField
          label={text.from}
          value={from ?? ''}
          hint={text.year}
          onCommit={(value) => update({ from: value || undefined }, { replace: true })}
        />
        <TextField
          label={text.to}
          value={to ?? ''}
          hint={text.year}
          onCommit={(value) => update({ to: value || undefined }, { replace: true })}
        />
        <div className="adding">
          {subjects.length < MOST ? (
            <TextField label={text.add} type="search" value={search} hint={text.addHint[kind]} onCommit={setSearch} />
          ) : (
            <p className="soft small">{text.full(MOST)}</p>
          )}
          {search && data?.search && <SearchHits search={data.search} chosen={subjects} onAdd={add} />}
        </div>
      </div>
      {subjects.length > 0 && (
        <ul className="chosen-subjects" aria-label={text.subjects}>
          {subjects.map((key) => (
            <li key={key}>
              <button
                type="button"
                aria-label={text.remove(names.get(key) ?? key)}
                onClick={() => update({ subjects: subjects.filter((it) => it !== key) })}
              >
                {names.get(key) ?? key} <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {refused ? (
        <p className="notice" role="alert">
          {error.graphQLErrors.map(({ message }) => message).join(' ') || error.message}
        </p>
      ) : (
        <Show view={view}>
          {(data) => {
            if (data.series) return <Comparison data={data} state={state} update={update} />;
            if (data.ranking) return <Suggestions ranking={data.ranking} update={update} />;
            return <Empty>{text.start}</Empty>;
          }}
        </Show>
      )}
    </Page>
  );
}
