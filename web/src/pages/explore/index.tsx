import './explore.css';
import { useNewest, useView } from '../../client';
import { Page } from '../../design/page';
import { Empty, Loading, Show } from '../../design/states';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { explore } from '../../text/explore';
import { dimensionsOf, ofOf, useAsked, type Asked, type Change } from './asked';
import { ClusterGroups, StatGroups } from './groups';
import { Clusters, Stats } from './lists';
import { Arrangement, Chosen, Controls, type Options } from './controls';
import { Download } from './download';
import { listOf, requestOf, type Data } from './request';

/** Figures and clusters, filtered, in order, in groups. The address holds all of it. */
export default function Explore() {
  const text = useText(explore);
  const language = useLanguage();
  const [asked, ask] = useAsked();
  const request = requestOf(asked, language);
  const view = useView(request.document, request.variables);
  const { data, error, fetching } = view;
  const options: Options | undefined = useNewest(view);
  if (!options) return <Loading />;
  const refused = !data && error && !error.networkError;
  return (
    <Page title={text.title} lead={text.lead} view={view}>
      <div className="explore">
        <Controls asked={asked} ask={ask} options={options} />
        <div className="result" aria-busy={fetching}>
          <Arrangement asked={asked} ask={ask} />
          <Chosen asked={asked} ask={ask} options={options} />
          {refused ? (
            <p className="notice" role="alert">
              {text.refused} {error.graphQLErrors.map(({ message }) => message).join(' ') || error.message}
            </p>
          ) : (
            <Show view={view}>{(data) => <Result data={data} asked={asked} ask={ask} request={request} />}</Show>
          )}
        </div>
      </div>
    </Page>
  );
}

interface Props {
  data: Data;
  asked: Asked;
  ask: (change: Change) => void;
  request: ReturnType<typeof requestOf>;
}

function Result({ data, asked, ask, request }: Props) {
  const text = useText(explore);
  const language = useLanguage();
  const list = listOf(data);
  const number = new Intl.NumberFormat(language === 'ZH' ? 'zh-CN' : 'en');
  const grouped = dimensionsOf(asked).length > 0;
  const count = text.counts[grouped ? 'groups' : ofOf(asked)](number.format(list.totalCount));
  return (
    <>
      <div className="summary">
        <p role="status">
          <strong>{count}</strong>{' '}
          {list.totalCount > list.nodes.length && <span className="soft">{text.shown(list.nodes.length)}</span>}
        </p>
        {list.totalCount > 0 && <Download request={request} total={list.totalCount} asked={asked} />}
      </div>
      {list.nodes.length === 0 ? <Empty>{text.nothing}</Empty> : <Rows data={data} asked={asked} />}
      <Paging info={list.pageInfo} ask={ask} />
    </>
  );
}

function Rows({ data, asked }: { data: Data; asked: Asked }) {
  if ('stats' in data) return <Stats stats={data.stats.nodes} />;
  if ('statGroups' in data) return <StatGroups groups={data.statGroups.nodes} asked={asked} />;
  if ('clusters' in data)
    return <Clusters clusters={data.clusters.nodes} byIndustry={data.byIndustry?.nodes ?? []} asked={asked} />;
  return <ClusterGroups groups={data.clusterGroups.nodes} asked={asked} />;
}

function Paging({ info, ask }: { info: ReturnType<typeof listOf>['pageInfo']; ask: (change: Change) => void }) {
  const text = useText(explore);
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = info;
  if (!hasNextPage && !hasPreviousPage) return null;
  const turn = (change: Change) => {
    ask(change);
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
