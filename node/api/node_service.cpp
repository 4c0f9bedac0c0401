#include "node/api/node_service.h"

#include "node/api/node_host.h"
#include "node/api/node_values.h"
#include "node/engine/engine.h"

#include <QThread>

#include <set>

namespace timecoin {
namespace {

CoinsAnswer coinsUnder(const std::set<Lock>& locks, Engine& engine) {
    const auto height = engine.height();
    if (!height) return {};
    CoinsAnswer out{true, *height, {}};
    const auto coins = engine.coinsOfAll(locks);
    if (!coins.ok()) return {};
    for (const auto& [outpoint, coin] : *coins)
        out.coins.append({outpoint.txid, outpoint.index, coin.output.value,
                          encoded(coin.output.lock), coin.matureSlot});
    return out;
}

}  // namespace

NodeService::NodeService(const EngineConfig& config, QObject* parent)
    : QObject(parent),
      m_host(std::make_unique<Host>(*this, config)) {}

NodeService::~NodeService() = default;

void NodeService::start() {
    Q_ASSERT(QThread::currentThread() == thread());
    m_host->start();
}

void NodeService::stop() {
    Q_ASSERT(QThread::currentThread() == thread());
    m_host->stop();
}

bool NodeService::isRunning() const {
    return m_host->running();
}
quint16 NodeService::listenPort() const {
    return m_host->port();
}
NodeSnapshotPtr NodeService::snapshot() const {
    return m_host->snapshot();
}

QFuture<SubmitOutcome> NodeService::submit(const Bytes& transaction) {
    const SubmitOutcome whenStopped{false, {}, QStringLiteral("stopped")};
    return m_host->request<SubmitOutcome>(
        whenStopped, [transaction](Engine& engine, const auto& answer) {
            engine.submit(transaction,
                          [answer](const SubmitVerdict& verdict) { answer(outcomeOf(verdict)); });
        });
}

/// Of one lock or many, at one height.
QFuture<CoinsAnswer> NodeService::coinsOf(const Bytes& lock) {
    return coinsOfAll({lock});
}

QFuture<CoinsAnswer> NodeService::coinsOfAll(const QVector<Bytes>& locks) {
    if (locks.size() > kMaxLocksAsked) return readyFuture(CoinsAnswer{});
    std::set<Lock> wanted;
    for (const Bytes& bytes : locks) {
        const auto lock = decoded<Lock>(bytes);
        if (!lock) return readyFuture(CoinsAnswer{});
        wanted.insert(*lock);
    }
    return m_host->request<CoinsAnswer>(
        {}, [wanted = std::move(wanted)](Engine& engine, const auto& answer) {
            answer(coinsUnder(wanted, engine));
        });
}

void NodeService::watch(const QVector<Bytes>& locks) {
    m_host->watch(locks);
}

QFuture<BlocksAnswer> NodeService::blocksFrom(quint64 height) {
    return m_host->request<BlocksAnswer>({}, [height](Engine& engine, const auto& answer) {
        const auto blocks = engine.blocksFrom(height, kBlocksAsked);
        answer(blocks.ok() ? answerOf(*blocks) : BlocksAnswer{});
    });
}

QFuture<ProofAnswer> NodeService::proofOf(const Hash& txid) {
    return m_host->request<ProofAnswer>({}, [txid](Engine& engine, const auto& answer) {
        ProofAnswer out;
        out.ok = engine.height().has_value();
        if (const auto votes = engine.proofOf(txid, StatementKind::TxVote))
            out.votes = encoded(*votes);
        if (const auto acks = engine.proofOf(txid, StatementKind::TxAck)) out.acks = encoded(*acks);
        answer(out);
    });
}

QFuture<HeightAnswer> NodeService::heightOf(const Hash& txid) {
    return m_host->request<HeightAnswer>({}, [txid](Engine& engine, const auto& answer) {
        const auto height = engine.heightOf(txid);
        HeightAnswer out{height.ok(), std::nullopt};
        if (height.ok() && height.value()) out.height = *height.value();
        answer(out);
    });
}

QFuture<RegistryAnswer> NodeService::masternodes() {
    return m_host->request<RegistryAnswer>({}, [](Engine& engine, const auto& answer) {
        const auto registry = engine.registry();
        answer(registry ? answerOf(*registry) : RegistryAnswer{});
    });
}

void NodeService::addConnect(const QString& address) {
    if (isRunning()) m_host->post([address](Engine& engine) { engine.addConnect(address); });
}

void NodeService::dropConnect(const QString& address) {
    if (isRunning()) m_host->post([address](Engine& engine) { engine.dropConnect(address); });
}

}  // namespace timecoin
