// The pages about the network, shown values by hand and a real sandbox: every state says what it is,
// every control has a name, keys do what buttons do, a new picture tells what changed and no more.
#include "tests/support/network_pages.h"
#include "tests/support/sandbox_run.h"
#include "ui/models/masternodes_model.h"
#include "ui/models/mempool_model.h"
#include "ui/models/peers_model.h"
#include "ui/pages/network/consensus_page.h"
#include "ui/pages/network/masternodes_page.h"
#include "ui/pages/network/mempool_page.h"
#include "ui/pages/network/peers_page.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/notice.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

using namespace timecoin;

namespace {

constexpr int kWaitMs = 60'000;

NodeSnapshot stalledPicture() {
    NodeSnapshot out = networkPicture(2);
    out.stalled = true;
    out.members[1].silent = out.members[3].silent = true;
    addPending(out, {pendingPayment(3, 2, 0), pendingPayment(4, 2, 0)});
    return out;
}

/// Every widget that can have the focus or says something is named.
QStringList unnamed(const QWidget& page) {
    QStringList out;
    for (const QWidget* widget : page.findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->isHidden() ||
            widget->objectName().startsWith("qt_"))
            continue;
        const auto* const button = qobject_cast<const QAbstractButton*>(widget);
        const auto* const label = qobject_cast<const QLabel*>(widget);
        const bool named = !widget->accessibleName().isEmpty() ||
                           (button != nullptr && !button->text().isEmpty()) || label != nullptr;
        if (!named) out.append(QString::fromLatin1(widget->metaObject()->className()));
    }
    return out;
}

}  // namespace

class TestNetworkPages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(startCrypto());
        setUpLook();
    }

    void everyPageHasItsStates() {
        PeersPage peers(nullptr);
        MempoolPage mempool(nullptr);
        ConsensusPage consensus(nullptr);
        MasternodesPage masternodes(nullptr);
        for (NetworkPage* page :
             std::initializer_list<NetworkPage*>{&peers, &mempool, &consensus, &masternodes}) {
            show(*page);
            auto& state = part<StateView>(*page, "pageState");
            auto& notice = part<Notice>(*page, "pageNotice");
            QVERIFY(state.isVisible());
            QCOMPARE(state.title(), QStringLiteral("The node is stopped"));
            page->take(nullptr, true);
            QCOMPARE(state.title(), QStringLiteral("The node is starting"));
            QVERIFY(!notice.isVisible());
            keepPicture(*page, page->objectName() + "-loading");

            page->take(shared(networkPicture(0)), true);
            QCOMPARE(state.title(), QStringLiteral("No peers"));
            QVERIFY(!notice.isVisible());
            keepPicture(*page, page->objectName() + "-offline");
            if (page == &consensus) fillRounds(consensus.log(), 30, 3);
            if (page == &masternodes) masternodes.setRegistry(registryPicture());
            page->take(shared(stalledPicture()), true);
            QVERIFY(isPageShown(*page));
            QVERIFY(notice.isVisible());
            QVERIFY2(notice.text().startsWith(
                         QStringLiteral("Payments wait: 2 of 4 masternodes are silent since ")),
                     qPrintable(notice.text()));
            QVERIFY(notice.text().contains(QStringLiteral("127.0.0.1:24204")));
            keepPicture(*page, page->objectName() + "-stalled");

            NodeSnapshot behind = networkPicture();
            behind.behind = true;
            behind.bestClaimedHeight = 99;
            addPending(behind, {pendingPayment(1, 1, 0)});
            page->take(shared(behind), true);
            QCOMPARE(notice.text(), QStringLiteral("Catching up: block 41 of 99."));
            page->take(nullptr, false);
            QVERIFY(state.isVisible() && !notice.isVisible());
        }
        mempool.take(shared(networkPicture()), true);
        QCOMPARE(part<StateView>(mempool, "pageState").title(), QStringLiteral("No payment waits"));
        ConsensusPage fresh(nullptr);
        show(fresh);
        fresh.take(shared(networkPicture()), true);
        QCOMPARE(part<StateView>(fresh, "pageState").title(), QStringLiteral("No round yet"));
    }

    void anotherNetworkIsTold() {
        PeersPage page(nullptr);
        show(page);
        NodeSnapshot picture = networkPicture(0);
        picture.otherNetworks = {QStringLiteral("203.0.113.7:24000")};
        page.take(shared(picture), true);
        auto& state = part<StateView>(page, "pageState");
        QCOMPARE(state.title(), QStringLiteral("Only another network answers"));
        keepPicture(page, "peers-another-network-alone");
        picture = networkPicture();
        page.take(shared(picture), true);
        auto& notice = part<Notice>(page, "otherNetworks");
        QVERIFY(!notice.isVisible());
        picture.otherNetworks = {QStringLiteral("203.0.113.7:24000")};
        page.take(shared(picture), true);
        QVERIFY(notice.isVisible());
        QVERIFY2(notice.text().contains(QStringLiteral("203.0.113.7:24000")),
                 qPrintable(notice.text()));
        keepPicture(page, "peers-another-network");
    }

    // R-CHK-2: what to do, and the text that a friend reads out.
    void checkpointsAreExplained() {
        PeersPage page(nullptr);
        show(page);
        NodeSnapshot picture = networkPicture();
        picture.checkpointNeeded = true;
        page.take(shared(picture), true);
        auto& notice = part<Notice>(page, "pageNotice");
        QVERIFY2(notice.isVisible() && notice.text().contains(QStringLiteral("--checkpoint")),
                 qPrintable(notice.text()));
        QCOMPARE(part<CopyField>(page, "tipName").value(),
                 QStringLiteral("41:") + QString::fromStdString(toHex(numberedHash(41))));
        keepPicture(page, "peers-checkpoint-needed");
        picture.checkpointNeeded = false;
        picture.checkpointHeight = 90;
        page.take(shared(picture), true);
        QCOMPARE(notice.text(), QStringLiteral("On the way to the checkpoint: block 41 of 90."));
        // Offline too: that one is away for too long is more than having nobody to ask.
        picture = networkPicture(0);
        picture.checkpointNeeded = true;
        page.take(shared(picture), true);
        QVERIFY(notice.isVisible() && notice.text().contains(QStringLiteral("--checkpoint")));
    }

    void longWordsFit() {
        // German is about 40 % longer.
        class Longer : public QTranslator {
        public:
            QString translate(const char*, const char* source, const char*, int) const override {
                const QString text = QString::fromUtf8(source);
                return text + QString(text.size() * 4 / 10, QLatin1Char('m'));
            }
            bool isEmpty() const override { return false; }
        };
        Longer longer;
        QVERIFY(QCoreApplication::installTranslator(&longer));
        PeersPage peers(nullptr);
        MempoolPage mempool(nullptr);
        ConsensusPage consensus(nullptr);
        MasternodesPage masternodes(nullptr);
        fillRounds(consensus.log(), 30, 3);
        masternodes.setRegistry(registryPicture());
        for (NetworkPage* page :
             std::initializer_list<NetworkPage*>{&peers, &mempool, &consensus, &masternodes}) {
            show(*page);
            page->take(shared(stalledPicture()), true);
            QCoreApplication::sendPostedEvents();  // the layout takes the new texts and icons
            keepPicture(*page, page->objectName() + "-long");
            QVERIFY2(page->minimumSizeHint().width() <= 800,
                     qPrintable(QString::number(page->minimumSizeHint().width())));
            for (const QAbstractButton* button : page->findChildren<QAbstractButton*>())
                if (button->isVisible()) QVERIFY(button->width() >= button->sizeHint().width());
        }
        QCoreApplication::removeTranslator(&longer);
    }

    void everyControlHasAName() {
        PeersPage peers(nullptr);
        MempoolPage mempool(nullptr);
        ConsensusPage consensus(nullptr);
        MasternodesPage masternodes(nullptr);
        for (NetworkPage* page :
             std::initializer_list<NetworkPage*>{&peers, &mempool, &consensus, &masternodes})
            QVERIFY2(unnamed(*page).isEmpty(), qPrintable(unnamed(*page).join(QLatin1Char(32))));
    }

    void masternodesAreListed() {
        MasternodesPage page(nullptr);
        show(page);
        page.take(shared(networkPicture()), true);
        QCOMPARE(part<StateView>(page, "pageState").title(), QStringLiteral("Asking the node"));
        RegistryAnswer registry = registryPicture();
        registry.masternodes.clear();
        page.setRegistry(registry);
        QCOMPARE(part<StateView>(page, "pageState").title(), QStringLiteral("No masternodes"));
        keepPicture(page, "masternodes-none");
        page.setRegistry(registryPicture());
        QVERIFY(isPageShown(page));
        auto& table = part<DataTable>(page, "masternodesTable");
        QCOMPARE(table.model()->rowCount(), 8);
        // Who is paid next stands first.
        QCOMPARE(table.model()->index(0, MasternodesModel::Service).data().toString(),
                 QStringLiteral("127.0.0.1:24202"));
        QVERIFY(!part<Notice>(page, "ownMasternode").isVisible());
        QVERIFY(!part<Notice>(page, "upgradeNotice").isVisible());
        keepPicture(page, "masternodes");
        // Everything can be read, also where there is little room.
        for (const int width : {1'400, 1'000, 900}) {
            page.resize(width, 700);
            QCoreApplication::sendPostedEvents();
            for (int column = 0; column < table.model()->columnCount(); ++column) {
                if (table.isColumnHidden(column)) continue;
                for (int row = 0; row < table.model()->rowCount(); ++row)
                    QVERIFY(table.columnWidth(column) >=
                            table.sizeHintForIndex(table.model()->index(row, column)).width());
            }
        }
        keepPicture(page, "masternodes-narrow");
        // Without a node there is nothing to ask, and the list is not thrown away.
        page.take(nullptr, false);
        QCOMPARE(part<StateView>(page, "pageState").title(), QStringLiteral("The node is stopped"));
    }

    void onesOwnMasternodeStandsAboveTheList() {
        MasternodesPage page(nullptr);
        show(page);
        page.take(shared(networkPicture()), true);
        auto& own = part<Notice>(page, "ownMasternode");
        auto& upgrade = part<Notice>(page, "upgradeNotice");
        RegistryAnswer registry = registryPicture();
        registry.operating = true;
        page.setRegistry(registry);
        QVERIFY(own.isVisible() && own.kind() == Notice::Kind::Wait);
        registry.masternodes[1].self = true;
        page.setRegistry(registry);
        QVERIFY(own.kind() == Notice::Kind::Info);
        QVERIFY2(own.text().contains(QStringLiteral("block 42 pays it")), qPrintable(own.text()));
        keepPicture(page, "masternodes-own");
        registry.masternodes[1].self = false;
        registry.masternodes[5].self = true;
        registry.upgradeVersion = 2;
        registry.upgradeHeight = 61;
        page.setRegistry(registry);
        QVERIFY(own.kind() == Notice::Kind::Wait);
        QVERIFY2(own.text().contains(QStringLiteral("It is suspended")), qPrintable(own.text()));
        QVERIFY(upgrade.isVisible() && upgrade.kind() == Notice::Kind::Bad);
        keepPicture(page, "masternodes-own-suspended");
    }

    void aMasternodesNamesCanBeCopied() {
        MasternodesPage page(nullptr);
        show(page);
        page.take(shared(networkPicture()), true);
        page.setRegistry(registryPicture());
        QMenu menu;
        auto& table = part<DataTable>(page, "masternodesTable");
        emit table.menuAsked(&menu, table.model()->index(0, 0));
        QCOMPARE(menu.actions().size(), 2);
        menu.actions().at(0)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QString::fromStdString(toHex(numberedHash(501))) + ":1");
        menu.actions().at(1)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QString::fromStdString(toHex(numberedKey(11))));
    }

    void peersAreListed() {
        PeersPage page(nullptr);
        show(page);
        NodeSnapshot picture = networkPicture(6);
        picture.listenPort = 24'200;
        page.take(shared(picture), true);
        auto& table = part<DataTable>(page, "peersTable");
        QCOMPARE(table.model()->rowCount(), 6);
        QVERIFY(part<QLabel>(page, "peersSummary").text().contains(QStringLiteral("24200")));
        // Sorted by a column, by numbers and not by their text.
        table.sortByColumn(PeersModel::Latency, Qt::DescendingOrder);
        QCOMPARE(table.model()->index(0, PeersModel::Latency).data().toString(),
                 QStringLiteral("7 ms"));
        keepPicture(page, "peers");
        picture.peers.remove(0);
        page.take(shared(picture), true);
        QCOMPARE(table.model()->rowCount(), 5);
    }

    void aHiddenPageShowsTheNewestPictureWhenItIsShown() {
        PeersPage page(nullptr);
        page.take(shared(networkPicture(3)), true);
        auto& table = part<DataTable>(page, "peersTable");
        QCOMPARE(table.model()->rowCount(), 0);
        page.take(shared(networkPicture(2)), true);
        show(page);
        QCOMPARE(table.model()->rowCount(), 2);
    }

    void thePoolIsShownAgainstItsCaps() {
        MempoolPage page(nullptr);
        show(page);
        NodeSnapshot picture = networkPicture();
        QVector<PendingInfo> pending;
        for (quint32 at = 0; at < 40; ++at)
            pending.append(pendingPayment(at * 977, int(at % 5), at % 5 >= 3 ? int(at % 4) : 0));
        addPending(picture, pending);
        picture.poolCount = 5'000;
        picture.poolBytes = 30'000'000;
        page.take(shared(picture), true);
        QCOMPARE(part<QProgressBar>(page, "mempoolCount").value(), 500);
        QCOMPARE(part<QProgressBar>(page, "mempoolBytes").value(), 100);
        QVERIFY(part<QLabel>(page, "mempoolBytesText").text().contains(QStringLiteral("300.0 MB")));
        QVERIFY(part<QLabel>(page, "mempoolPart").isVisible());
        auto& histogram = part<QWidget>(page, "feeHistogram");
        QVERIFY(histogram.accessibleDescription().contains(QStringLiteral("sat/kB")));
        keepPicture(page, "mempool");
        QTest::mouseClick(&part<QPushButton>(page, "feesAsTable"), Qt::LeftButton);
        auto& bars = part<DataTable>(page, "feeTable");
        QVERIFY(bars.isVisible() && !histogram.isVisible());
        int counted = 0;
        for (int row = 0; row < bars.model()->rowCount(); ++row)
            counted += bars.model()->index(row, 1).data().toInt();
        QCOMPARE(counted, 40);
        keepPicture(page, "mempool-table");
    }

    void ofTwoThousandPendingOnlyTheChangedAreTold() {
        MempoolPage page(nullptr);
        show(page);
        auto& table = part<DataTable>(page, "mempoolTable");
        NodeSnapshot picture = networkPicture();
        QVector<PendingInfo> pending;
        for (quint32 at = 0; at < 2'000; ++at) pending.append(pendingPayment(at * 977, 1, 0));
        addPending(picture, pending);
        page.take(shared(picture), true);
        for (const bool sorted : {false, true}) {
            if (sorted) table.sortByColumn(MempoolModel::Votes, Qt::DescendingOrder);
            const QSignalSpy reset(table.model(), &QAbstractItemModel::modelReset);
            const auto rows = [](const QSignalSpy& spy) {
                int sum = 0;
                for (const auto& said : spy) sum += said[2].toInt() - said[1].toInt() + 1;
                return sum;
            };
            for (int round = 0; round < 5; ++round) {
                const QSignalSpy inserted(table.model(), &QAbstractItemModel::rowsInserted);
                const QSignalSpy removed(table.model(), &QAbstractItemModel::rowsRemoved);
                for (qsizetype at = round; at < picture.pending.size(); at += 10)
                    picture.pending[at].votesBy.flip(2);
                for (quint32 at = 0; at < 25; ++at) {
                    picture.pending.remove(at * 13);
                    picture.pending.insert(
                        at * 17,
                        pendingPayment(9'000'000 + quint32(round) * 100 + at + (sorted ? 5'000 : 0),
                                       0, 0));
                }
                picture.wallMs += 250;
                page.take(shared(picture), true);
                QCoreApplication::sendPostedEvents();
                QCOMPARE(rows(inserted), 25);
                QCOMPARE(rows(removed), 25);
                QCOMPARE(table.model()->rowCount(), 2'000);
            }
            QCOMPARE(reset.size(), 0);
        }
    }

    void aRealSandboxIsShown() {
        SandboxRun run(500);
        NodeService& node = run->user();
        PeersPage peers(&node);
        MempoolPage mempool(&node);
        ConsensusPage consensus(&node);
        MasternodesPage masternodes(&node);
        show(masternodes);
        show(peers);
        show(mempool);
        show(consensus);
        QCOMPARE(part<StateView>(peers, "pageState").title(),
                 QStringLiteral("The node is stopped"));
        QVERIFY(run.start());
        auto& table = part<DataTable>(peers, "peersTable");
        QVERIFY(QTest::qWaitFor([&] { return table.model()->rowCount() == 4; }, kWaitMs));
        Lock lock;
        lock.data.fill(7);
        QVERIFY(run.pay(lock, Amount::time(1)));
        QVERIFY(QTest::qWaitFor(
            [&] {
                return consensus.log().roundTime(50).has_value() &&
                       consensus.log().finalityLatency(50).has_value();
            },
            kWaitMs));
        QVERIFY(QTest::qWaitFor([&] { return isPageShown(consensus); }, kWaitMs));
        // The registry is asked for anew with every block.
        auto& listed = part<DataTable>(masternodes, "masternodesTable");
        const auto lastPaid = [&] {
            quint64 newest = 0;
            for (int row = 0; row < listed.model()->rowCount(); ++row)
                newest = qMax(newest, listed.model()
                                          ->index(row, MasternodesModel::LastPaid)
                                          .data(MasternodesModel::kSortRole)
                                          .toULongLong());
            return newest;
        };
        QVERIFY(QTest::qWaitFor([&] { return listed.model()->rowCount() == 4 && lastPaid() > 0; },
                                kWaitMs));
        const quint64 before = lastPaid();
        QVERIFY(QTest::qWaitFor([&] { return lastPaid() > before; }, kWaitMs));
        keepPicture(masternodes, "masternodes-sandbox");
        keepPicture(peers, "peers-sandbox");
        keepPicture(consensus, "consensus-sandbox");

        run->stopMasternode(2);
        run->stopMasternode(3);
        QVERIFY(QTest::qWaitFor([&] { return table.model()->rowCount() == 2; }, kWaitMs));
        const auto second = run.pay(lock, Amount::time(2));
        QVERIFY(second);
        auto& notice = part<Notice>(mempool, "pageNotice");
        QVERIFY(QTest::qWaitFor(
            [&] {
                return notice.text().startsWith(
                    QStringLiteral("Payments wait: 2 of 4 masternodes are silent"));
            },
            kWaitMs));
        QVERIFY(isPageShown(mempool));
        const auto votes = [&] {
            const auto& model = *part<DataTable>(mempool, "mempoolTable").model();
            const QString wanted = QString::fromStdString(toHex(*second));
            for (int row = 0; row < model.rowCount(); ++row)
                if (model.index(row, 0).data(MempoolModel::kIdRole) == wanted)
                    return model.index(row, MempoolModel::Votes).data().toString();
            return QString();
        };
        // Two at most: fewer where the round had begun, which ends voting for its block.
        QVERIFY2(QStringList({"0 of 4", "1 of 4", "2 of 4"}).contains(votes()),
                 qPrintable(votes()));
        keepPicture(mempool, "mempool-sandbox-stalled");
        keepPicture(consensus, "consensus-sandbox-stalled");
        run->startMasternode(2);
        run->startMasternode(3);
        QVERIFY(QTest::qWaitFor([&] { return !notice.isVisible(); }, kWaitMs));
        QVERIFY(run.stop());
        QVERIFY(QTest::qWaitFor(
            [&] {
                return part<StateView>(peers, "pageState").title() ==
                       QStringLiteral("The node is stopped");
            },
            kWaitMs));
    }
};

QTEST_MAIN(TestNetworkPages)
#include "test_network_pages.moc"
