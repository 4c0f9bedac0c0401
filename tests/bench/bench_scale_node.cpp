// The node on a million coins: how soon it serves, how soon a wallet of 1,000 keys is restored, and
// the memory of a timecoind of its own. The system's file cache is warm.
#include "node/api/deliver.h"
#include "node/api/node_service.h"
#include "node/engine/engine_types.h"
#include "tests/bench/scale_data.h"
#include "tests/support/file_content.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTimer>

#include <functional>

namespace timecoin {
namespace {

constexpr int kStarts = 5;
constexpr int kLimitMs = 120'000;
constexpr std::uint32_t kBlocksAhead = 10;

EngineConfig configOf(const std::string& folder) {
    EngineConfig config;
    config.network = bigChain().network();
    config.dataDirectory = QString::fromStdString(folder);
    return config;
}

/// Runs this thread's event loop from begin() until stop() is called; false after too long.
bool waitFor(const std::function<void(std::function<void()> stop)>& begin) {
    QObject scope;
    bool told = false;
    QTimer::singleShot(kLimitMs, &scope, [] { QCoreApplication::quit(); });
    QTimer::singleShot(0, &scope, [&] {
        begin([&] {
            told = true;
            QCoreApplication::quit();
        });
    });
    QCoreApplication::exec();
    return told;
}

bool start(NodeService& node) {
    return waitFor([&](const std::function<void()>& stop) {
        QObject::connect(&node, &NodeService::started, &node, stop, Qt::SingleShotConnection);
        node.start();
    });
}

bool stop(NodeService& node) {
    return waitFor([&](const std::function<void()>& stop) {
        QObject::connect(&node, &NodeService::stopped, &node, stop, Qt::SingleShotConnection);
        node.stop();
    });
}

/// A timecoind of its own, told what to do by lines.
class Process {
public:
    explicit Process(const QStringList& arguments) {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/timecoind"),
                        arguments + QStringList{QStringLiteral("--control")});
    }
    ~Process() {
        m_process.write("stop\n");
        if (m_process.waitForFinished(10'000)) return;
        m_process.kill();
        m_process.waitForFinished();
    }
    bool waitFor(const std::function<bool(const QJsonObject&)>& match) {
        const Stopwatch watch;
        while (watch.wallMs() < kLimitMs) {
            while (m_process.canReadLine())
                if (match(QJsonDocument::fromJson(m_process.readLine()).object())) return true;
            if (!m_process.waitForReadyRead(kLimitMs)) return false;
        }
        return false;
    }
    bool waitForStart() {
        return waitFor([](const QJsonObject& line) {
            return line[QStringLiteral("event")].toString() == QStringLiteral("started");
        });
    }
    bool waitForBlock(std::uint64_t height) {
        return waitFor([height](const QJsonObject& line) {
            return line[QStringLiteral("event")].toString() == QStringLiteral("block") &&
                   line[QStringLiteral("height")].toInteger() >= static_cast<qint64>(height);
        });
    }
    /// "VmRSS" or "VmHWM", of /proc.
    double memoryMib(const QByteArray& name) const {
        const QString path = QStringLiteral("/proc/%1/status").arg(m_process.processId());
        for (const QByteArray& line : contentOf(path).split('\n'))
            if (line.startsWith(name + ':'))
                return line.mid(name.size() + 1).simplified().split(' ').front().toDouble() / 1024;
        return 0;
    }

private:
    QProcess m_process;
};

QStringList processArguments(const std::string& folder, const QStringList& more) {
    return QStringList{
               QStringLiteral("--network"),   QString::fromStdString(bigChain().networkPath()),
               QStringLiteral("--datadir"),   QString::fromStdString(folder),
               QStringLiteral("--no-listen"), QStringLiteral("--log-level"),
               QStringLiteral("warning")} +
           more;
}

/// From NodeService::start(), and from the start of a process, to "started".
void BM_ScaleStart(benchmark::State& state) {
    const std::string folder = scaleNodeCopy("start");
    std::vector<double> engine;
    std::vector<double> process;
    for (auto _ : state) {
        for (int i = 0; i < kStarts; ++i) {
            {
                NodeService node(configOf(folder));
                const Stopwatch watch;
                if (!start(node)) return state.SkipWithError("the node does not start");
                engine.push_back(watch.wallMs());
                stop(node);
            }
            const Stopwatch watch;
            Process node(processArguments(folder, {}));
            if (!node.waitForStart()) return state.SkipWithError("timecoind does not start");
            process.push_back(watch.wallMs());
        }
    }
    state.counters["engine_ms"] = medianOf(engine);
    state.counters["engine_worst_ms"] = worstOf(engine);
    state.counters["process_ms"] = medianOf(process);
    state.counters["process_worst_ms"] = worstOf(process);
}
BENCHMARK(BM_ScaleStart)->Iterations(1)->Unit(benchmark::kMillisecond);

/// One question for the coins of 1,000 keys, right after the start.
void BM_ScaleRestore(benchmark::State& state) {
    const std::string folder = scaleNodeCopy("restore");
    QVector<Bytes> locks;
    for (const Lock& lock : bigChain().walletLocks()) locks.append(encoded(lock));
    const auto wanted =
        static_cast<qsizetype>(bigChain().plan().walletKeys * bigChain().plan().coinsPerWalletKey);
    std::vector<double> wall;
    for (auto _ : state) {
        for (int i = 0; i < kStarts; ++i) {
            NodeService node(configOf(folder));
            if (!start(node)) return state.SkipWithError("the node does not start");
            const Stopwatch watch;
            bool complete = false;
            const bool answered = waitFor([&](const std::function<void()>& stop) {
                deliver(node.coinsOfAll(locks), &node, [&complete, wanted, stop](auto answer) {
                    complete = answer.ok && answer.coins.size() == wanted;
                    stop();
                });
            });
            wall.push_back(watch.wallMs());
            stop(node);
            if (!answered || !complete) return state.SkipWithError("coins are missing");
        }
    }
    state.counters["median_ms"] = medianOf(wall);
    state.counters["worst_ms"] = worstOf(wall);
}
BENCHMARK(BM_ScaleRestore)->Iterations(1)->Unit(benchmark::kMillisecond);

/// A node's folder that is kBlocksAhead blocks of 2,000 payments further.
std::string folderAhead(std::uint64_t& height) {
    std::string folder = scaleNodeCopy("ahead");
    const auto store = BigChain::openStore(folder + "/chain.db", bigChain().network());
    ChainMaker maker(bigChain().network(), bigChain().operators(), *store);
    const std::uint32_t payments = bigChain().plan().perBlock;
    for (std::uint32_t block = 0; block < kBlocksAhead; ++block) {
        const BigPayments plan(bigChain(), *store, block * payments, payments);
        if (!maker.commit(maker.next(maker.checked(plan.plan())))) return {};
    }
    height = maker.tip().header.height;
    return folder;
}

/// A timecoind with what it is given by default: after its start, and after it has taken blocks of
/// 2,000 payments from a peer.
void BM_ScaleMemory(benchmark::State& state) {
    std::uint64_t height = 0;
    EngineConfig ahead = configOf(folderAhead(height));
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        ahead.listenPort = probe.serverPort();
    }
    const std::string folder = scaleNodeCopy("memory");
    for (auto _ : state) {
        Process node(
            processArguments(folder, {QStringLiteral("--connect"),
                                      QStringLiteral("127.0.0.1:%1").arg(ahead.listenPort)}));
        if (!node.waitForStart()) return state.SkipWithError("timecoind does not start");
        state.counters["started_mib"] = node.memoryMib("VmRSS");
        NodeService peer(ahead);
        if (!start(peer)) return state.SkipWithError("the peer does not start");
        const Stopwatch watch;
        if (!node.waitForBlock(height)) return state.SkipWithError("the blocks do not come");
        state.counters["blocks_ms"] = watch.wallMs() / kBlocksAhead;
        state.counters["blocks_mib"] = node.memoryMib("VmRSS");
        state.counters["peak_mib"] = node.memoryMib("VmHWM");
        stop(peer);
    }
}
BENCHMARK(BM_ScaleMemory)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace timecoin
