import './home.css';
import { useAddressState } from '../../address-state';
import { useView } from '../../client';
import { Page } from '../../design/page';
import { Show } from '../../design/states';
import { HomeDocument } from '../../gql/graphql';
import { useLanguage } from '../../language';
import { useText } from '../../text/dictionary';
import { home } from '../../text/home';
import { Fields } from './fields';
import { ProvinceMap } from './province-map';
import { NAMES } from './state';

/** The map of the provinces, their ranking, and the fields. */
export default function Home() {
  const text = useText(home);
  const language = useLanguage();
  const [state, setState] = useAddressState(NAMES);
  const { indicator, scope, product, round, period } = state;
  const view = useView(HomeDocument, {
    language,
    clusters: round ? { round: { eq: round } } : {},
    figures: indicator !== undefined,
    indicator: indicator ?? '',
    ...(scope && { scope }),
    ...(product && { product }),
    unscoped: !scope && !product,
    ...(period && { period }),
  });
  return (
    <Show view={view}>
      {(data) => (
        <Page title={text.title} lead={text.lead(data.clusters.totalCount)}>
          <ProvinceMap data={data} state={state} setState={(next) => setState(next, { replace: true })} />
          <Fields data={data} round={round} />
        </Page>
      )}
    </Show>
  );
}
