// What the window's handlers cost in its own thread: each must stay far below a frame (16 ms), with
// 10,000 payments in the history and 2,000 pending in the pool. The mean alone would hide one slow
// call, so every benchmark also tells its worst (`worst_ms`, wall clock).
#include "node/engine/engine_types.h"
#include "tests/support/network_values.h"
#include "ui/models/payment_model.h"
#include "ui/pages/network/consensus_page.h"
#include "ui/pages/network/mempool_page.h"
#include "ui/pages/network/peers_page.h"
#include "ui/pages/wallet/history_page.h"
#include "ui/pages/wallet/overview_page.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/search_field.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QScrollBar>
#include <QTemporaryDir>

#include <algorithm>

namespace timecoin {
namespace {

constexpr quint32 kPayments = 10'000;
constexpr quint32 kPending = 2'000;

/// The slowest call of a benchmark.
class Worst {
public:
    template <class F>
    void measure(F call) {
        QElapsedTimer clock;
        clock.start();
        call();
        m_ns = std::max(m_ns, clock.nsecsElapsed());
    }
    void tell(benchmark::State& state) const {
        state.counters["worst_ms"] = static_cast<double>(m_ns) / 1e6;
    }

private:
    qint64 m_ns = 0;
};

template <class F>
void runUntil(F done) {
    while (!done()) QCoreApplication::processEvents(QEventLoop::AllEvents, 50);
}

PaymentEntry payment(quint32 number) {
    PaymentEntry out;
    out.id = numberedHash(number * 2'654'435'761U);
    out.kind = number % 3 == 0 ? PaymentKind::Sent : PaymentKind::Received;
    out.state = PaymentState::InBlock;
    out.amount = *Amount::fromSatoshi(1'000 + quint64{number} * 7'919);
    out.label = QStringLiteral("Invoice %1").arg(number);
    Party party;
    party.address = QStringLiteral("stime1q%1").arg(number, 58, 36, QLatin1Char('q'));
    party.amount = out.amount;
    party.label = number % 5 == 0 ? QStringLiteral("Anna") : QString();
    out.parties.append(party);
    out.createdMs = kPictureMs + number * 60'000ULL;
    out.finalMs = out.createdMs + 40;
    out.height = number / 20 + 1;
    return out;
}

QVector<PaymentEntry> piece(quint32 from, quint32 count) {
    QVector<PaymentEntry> out;
    for (quint32 at = 0; at < count; ++at) out.append(payment(from + at));
    return out;
}

/// A real wallet, open and empty, beside a node that is not started: pages show themselves, and the
/// benchmark tells them the payments.
struct Desk {
    Desk() {
        EngineConfig config;
        node = std::make_unique<NodeService>(config);
        WalletConfig plan;
        plan.network = std::make_shared<const Network>();
        plan.folder = folder.path();
        plan.argonMemoryKiB = 64;
        plan.argonPasses = 1;
        wallet = std::make_unique<WalletService>(plan, *node);
        wallet->start();
        const auto words = wallet->makeWords(12);
        runUntil([&] { return words.isFinished(); });
        WalletPlan making;
        making.words = words.result().words;
        making.passphrase = SecretText(asBytes("a passphrase"));
        const auto made = wallet->create(making);
        runUntil([&] { return wallet->snapshot()->state == WalletState::Unlocked; });
        QObject::connect(wallet.get(), &WalletService::paymentsChanged, &payments,
                         &PaymentModel::apply);
    }
    ~Desk() {
        wallet->stop();
        runUntil([&] { return !wallet->isRunning(); });
    }
    void fill() {
        for (quint32 from = 0; from < kPayments; from += WalletService::kPieceRows) {
            emit wallet->paymentsChanged(piece(from, WalletService::kPieceRows));
            QCoreApplication::processEvents();
        }
    }

    QTemporaryDir folder;
    std::unique_ptr<NodeService> node;
    std::unique_ptr<WalletService> wallet;
    PaymentModel payments;
};

void showPage(QWidget& page) {
    page.resize(1'100, 760);
    page.show();
    QCoreApplication::processEvents();
}

/// Opening a wallet: its rows arrive in pieces, and each is drawn.
void BM_HistoryFirstPiece(benchmark::State& state) {
    Worst worst;
    for (auto _ : state) {
        state.PauseTiming();
        Desk desk;
        HistoryPage page(*desk.wallet, *desk.node, desk.payments);
        showPage(page);
        state.ResumeTiming();
        for (quint32 from = 0; from < kPayments; from += WalletService::kPieceRows) {
            const auto rows = piece(from, WalletService::kPieceRows);
            worst.measure([&] {
                emit desk.wallet->paymentsChanged(rows);
                QCoreApplication::processEvents();
            });
        }
    }
    worst.tell(state);
}
BENCHMARK(BM_HistoryFirstPiece)->Unit(benchmark::kMillisecond)->Iterations(5);

/// One payment more, and the table drawn again.
void BM_HistoryOneMore(benchmark::State& state) {
    Desk desk;
    HistoryPage page(*desk.wallet, *desk.node, desk.payments);
    showPage(page);
    desk.fill();
    Worst worst;
    quint32 next = kPayments;
    for (auto _ : state) {
        worst.measure([&] {
            emit desk.wallet->paymentsChanged(piece(next++, 1));
            QCoreApplication::processEvents();
        });
    }
    worst.tell(state);
}
BENCHMARK(BM_HistoryOneMore)->Unit(benchmark::kMillisecond)->Iterations(200);

/// A key typed into the search, and what is found drawn.
void BM_HistoryTyping(benchmark::State& state) {
    Desk desk;
    HistoryPage page(*desk.wallet, *desk.node, desk.payments);
    showPage(page);
    desk.fill();
    auto* const search = page.findChild<SearchField*>(QStringLiteral("historySearch"));
    const QString typed = QStringLiteral("anna 77");
    Worst worst;
    for (auto _ : state) {
        for (qsizetype length = 1; length <= typed.size(); ++length)
            worst.measure([&] {
                search->setText(typed.left(length));
                QCoreApplication::processEvents();
            });
        worst.measure([&] {
            search->clear();
            QCoreApplication::processEvents();
        });
    }
    worst.tell(state);
    state.counters["keys"] = static_cast<double>(typed.size() + 1);
}
BENCHMARK(BM_HistoryTyping)->Unit(benchmark::kMillisecond)->Iterations(20);

void BM_HistoryScroll(benchmark::State& state) {
    Desk desk;
    HistoryPage page(*desk.wallet, *desk.node, desk.payments);
    showPage(page);
    desk.fill();
    auto* const table = page.findChild<DataTable*>(QStringLiteral("historyTable"));
    Worst worst;
    int at = 0;
    for (auto _ : state) {
        at = (at + 997) % std::max(1, table->verticalScrollBar()->maximum());
        worst.measure([&] {
            table->verticalScrollBar()->setValue(at);
            table->viewport()->repaint();
        });
    }
    worst.tell(state);
}
BENCHMARK(BM_HistoryScroll)->Unit(benchmark::kMillisecond)->Iterations(200);

/// The node's next picture with 2,000 pending: a third have new votes, 50 went, 50 came.
void BM_PoolPicture(benchmark::State& state) {
    MempoolPage page(nullptr);
    showPage(page);
    NodeSnapshot picture = networkPicture();
    QVector<PendingInfo> pending;
    for (quint32 at = 0; at < kPending; ++at) pending.append(pendingPayment(at * 7'919 + 1, 1, 0));
    addPending(picture, pending);
    page.take(std::make_shared<const NodeSnapshot>(picture), true);
    QCoreApplication::processEvents();
    Worst worst;
    quint32 round = 0;
    for (auto _ : state) {
        state.PauseTiming();
        ++round;
        for (qsizetype at = round % 3; at < picture.pending.size(); at += 3) {
            picture.pending[at].votesBy.flip(round % 4);
            picture.pending[at].votes = static_cast<quint32>(picture.pending[at].votesBy.count());
        }
        picture.pending.remove(3, 50);
        for (quint32 at = 0; at < 50; ++at)
            picture.pending.insert(at * 31, pendingPayment(20'000'000 + round * 100 + at, 0, 0));
        picture.wallMs += 250;
        const auto next = std::make_shared<const NodeSnapshot>(picture);
        state.ResumeTiming();
        worst.measure([&] {
            page.take(next, true);
            QCoreApplication::processEvents();
        });
    }
    worst.tell(state);
}
BENCHMARK(BM_PoolPicture)->Unit(benchmark::kMillisecond)->Iterations(100);

/// A phase message takes effect and the lanes are drawn; `range(0)` masternodes.
void BM_Lanes(benchmark::State& state) {
    const auto members = static_cast<quint32>(state.range(0));
    NodeSnapshot picture = networkPicture();
    while (picture.members.size() < state.range(0)) picture.members.append(picture.members.first());
    picture.quorum = members * 2 / 3 + 1;
    ConsensusPage page(nullptr);
    page.log().onSnapshot(picture);
    showPage(page);
    page.take(std::make_shared<const NodeSnapshot>(picture), true);
    Worst worst;
    quint64 height = 42;
    for (auto _ : state) {
        const auto phases = wholeRound(height, kPictureMs + height * 5'000, 0, members);
        worst.measure([&] {
            for (const PhaseInfo& phase : phases) page.log().onPhase(phase);
            page.touch();
            page.repaint();
        });
        ++height;
    }
    worst.tell(state);
}
BENCHMARK(BM_Lanes)->Arg(4)->Arg(48)->Unit(benchmark::kMillisecond)->Iterations(100);

void BM_PeersPicture(benchmark::State& state) {
    PeersPage page(nullptr);
    showPage(page);
    NodeSnapshot picture = networkPicture(125);
    Worst worst;
    for (auto _ : state) {
        state.PauseTiming();
        for (PeerEntry& peer : picture.peers) peer.bytesIn += 1'000;
        picture.wallMs += 250;
        const auto next = std::make_shared<const NodeSnapshot>(picture);
        state.ResumeTiming();
        worst.measure([&] {
            page.take(next, true);
            QCoreApplication::processEvents();
        });
    }
    worst.tell(state);
}
BENCHMARK(BM_PeersPicture)->Unit(benchmark::kMillisecond)->Iterations(100);

}  // namespace
}  // namespace timecoin
