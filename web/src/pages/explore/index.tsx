import './explore.css';
import './controls.css';
import './result-table.css';
import { useAddressState } from '../../address-state';
import { useLastData, useRequest } from '../../client';
import { Page } from '../../design/page';
import { Empty, Loading, Show } from '../../design/states';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { ActiveFilters } from './active-filters';
import { Controls } from './controls';
import { Download } from './download';
import { ClusterGroups, StatGroups } from './groups';
import { Clusters, Stats } from './lists';
import type { Options } from './options';
import { OrderAndGroups } from './order-and-groups';
import { type ExploreData, type ExploreRequest, listOf, requestOf } from './request';
import { type Change, changed, type ExploreState, NAMES, type Update } from './state';

/** Lists of figures and clusters: filters, order and groups, all held by the address. */
export default function Explore() {
  const text = useText(explore);
  const language = useLanguage();
  const [state, setState] = useAddressState(NAMES);
  const update: Update = (change, options) => setState(changed(state, change), options);
  const request = requestOf(state, language);
  const view = useRequest<ExploreData>(request);
  const { data, error, fetching } = view;
  const options: Options | undefined = useLastData(view);
  if (!options) return <Loading />;
  const refused = !data && error && !error.networkError;
  return (
    <Page title={text.title} lead={text.lead} view={view}>
      <div className="explore">
        <Controls state={state} update={update} options={options} />
        <div className="result" aria-busy={fetching}>
          <OrderAndGroups state={state} update={update} />
          <ActiveFilters state={state} update={update} options={options} />
          {refused ? (
            <p className="notice" role="alert">
              {text.refused} {error.graphQLErrors.map(({ message }) => message).join(' ') || error.message}
            </p>
          ) : (
            <Show view={view}>{(data) => <Result data={data} state={state} update={update} request={request} />}</Show>
          )}
        </div>
      </div>
    </Page>
  );
}

interface Props {
  data: ExploreData;
  state: ExploreState;
  update: Update;
  request: ExploreRequest;
}

function Result({ data, state, update, request }: Props) {
  const text = useText(explore);
  const language = useLanguage();
  const list = listOf(data);
  const number = new Intl.NumberFormat(language === 'ZH' ? 'zh-CN' : 'en');
  const count = text.counts[request.list](number.format(list.totalCount));
  return (
    <>
      <div className="summary">
        <p role="status">
          <strong>{count}</strong>{' '}
          {list.totalCount > list.nodes.length && <span className="soft">{text.shown(list.nodes.length)}</span>}
        </p>
        {list.totalCount > 0 && <Download request={request} total={list.totalCount} />}
      </div>
      {list.nodes.length === 0 ? <Empty>{text.nothing}</Empty> : <Rows data={data} state={state} />}
      <Paging info={list.pageInfo} update={update} />
    </>
  );
}

function Rows({ data, state }: { data: ExploreData; state: ExploreState }) {
  if ('stats' in data) return <Stats stats={data.stats.nodes} />;
  if ('statGroups' in data) return <StatGroups groups={data.statGroups.nodes} state={state} />;
  if ('clusters' in data)
    return <Clusters clusters={data.clusters.nodes} byIndustry={data.byIndustry?.nodes ?? []} state={state} />;
  return <ClusterGroups groups={data.clusterGroups.nodes} state={state} />;
}

function Paging({ info, update }: { info: ReturnType<typeof listOf>['pageInfo']; update: Update }) {
  const text = useText(explore);
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = info;
  if (!hasNextPage && !hasPreviousPage) return null;
  const turn = (change: Change) => {
    update(change);
    document.querySelector('.result')?.scrollIntoView();
  };
  return (
    <nav className="paging" aria-label={text.paging}>
      <button
        type="button"
        disabled={!hasPreviousPage || !startCursor}
        onClick={() => turn({ before: startCursor ?? undefined })}
      >
        ← {text.previous}
      </button>
      <button
        type="button"
        disabled={!hasNextPage || !endCursor}
        onClick={() => turn({ after: endCursor ?? undefined })}
      >
        {text.next} →
      </button>
    </nav>
  );
}
