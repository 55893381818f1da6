//! Hearing of what is imported.

use import::{Package, Progress};
use store::ReleaseId;

#[tokio::test]
async fn another_program_hears_of_an_import() {
    let database = testkit::database().await;
    let (package, progress) = (Package::bundled(), Progress::quiet());
    let mut releases = database.store().watch();
    assert_eq!(releases.wait_for(|watched| watched.live).await.expect("it listens").release, None);

    let importing = database.another_store().await;
    import::import(&importing, &package, true, &progress).await.expect("a dry run");
    let changes = import::import(&importing, &package, false, &progress).await.expect("an import");
    let release = changes.release_id().map(ReleaseId);
    assert!(release.is_some());

    // Nothing of the dry run, which is rolled back, shows before.
    let heard = *releases.wait_for(|watched| watched.release.is_some()).await.expect("it goes on");
    assert_eq!((heard.release.map(|stamp| stamp.id), heard.live), (release, true));
}
