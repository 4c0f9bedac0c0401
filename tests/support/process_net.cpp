#include "tests/support/process_net.h"

#include "app/files/key_file.h"
#include "app/texts/file_text.h"
#include "wallet/payment/transaction_builder.h"

#include <QDir>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTest>

#include <algorithm>
#include <cstdio>

namespace timecoin {
namespace {

/// `count` ports in a row that nobody listens on now. Another process may take one before we do:
/// then a node says so and the test fails with its words.
std::optional<int> freePorts(int count) {
    for (int tries = 0; tries < 100; ++tries) {
        const int base = 20'000 + static_cast<int>(QRandomGenerator::global()->bounded(12'000U));
        std::vector<std::unique_ptr<QTcpServer>> servers;
        for (int i = 0; i < count; ++i) {
            servers.push_back(std::make_unique<QTcpServer>());
            if (!servers.back()->listen(QHostAddress::LocalHost, static_cast<quint16>(base + i)))
                break;
        }
        if (static_cast<int>(servers.size()) == count && servers.back()->isListening()) return base;
    }
    return std::nullopt;
}

}  // namespace

ProcessNet::ProcessNet(int masternodes, int blockIntervalMs) : m_masternodes(masternodes) {
    make(blockIntervalMs);
}

void ProcessNet::make(int blockIntervalMs) {
    if (!startCrypto() || !m_folder.isValid()) {
        m_error = QStringLiteral("no temporary folder");
        return;
    }
    const auto base = freePorts(size());
    if (!base) {
        m_error = QStringLiteral("no free ports");
        return;
    }
    const QString net = folder() + QStringLiteral("/net");
    QProcess tool;
    tool.start(qEnvironmentVariable("TIMECOIN_BIN_DIR") + QStringLiteral("/timecoin-tool"),
               {QStringLiteral("sandbox-net"), net, QStringLiteral("--nodes"),
                QString::number(m_masternodes), QStringLiteral("--base-port"),
                QString::number(*base), QStringLiteral("--interval-ms"),
                QString::number(blockIntervalMs)});
    if (!tool.waitForFinished(30'000) || tool.exitCode() != 0) {
        m_error = QStringLiteral("timecoin-tool (TIMECOIN_BIN_DIR says where): %1 %2")
                      .arg(tool.errorString(), QString::fromUtf8(tool.readAllStandardError()));
        return;
    }
    auto file = readNetworkFile(net + QStringLiteral("/network.toml"));
    auto faucet = readKeyFile(net + QStringLiteral("/faucet.key"));
    if (!file.ok() || !faucet.ok()) {
        m_error = describe(file.ok() ? faucet.error() : file.error());
        return;
    }
    m_file = std::move(file).value();
    m_faucet = std::move(faucet).value();
    for (int number = 0; number < size(); ++number) {
        QStringList arguments{QStringLiteral("--datadir"),
                              QStringLiteral("%1/node%2").arg(net).arg(number)};
        if (number > 0) arguments << QStringLiteral("--statement-log") << statementLog(number);
        m_nodes.push_back(std::make_unique<NodeProcess>(QStringLiteral("node%1").arg(number),
                                                        arguments, folder()));
    }
}

QString ProcessNet::statementLog(int masternode) const {
    return QStringLiteral("%1/node%2.statements").arg(folder()).arg(masternode);
}

void ProcessNet::startAll() {
    for (const auto& node : m_nodes) node->start();
}

bool ProcessNet::waitForReady(int timeoutMs) {
    const auto running = std::count_if(m_nodes.begin(), m_nodes.end(),
                                       [](const auto& node) { return node->isRunning(); });
    return QTest::qWaitFor(
        [&] {
            for (int number = 0; number < size(); ++number) {
                if (!node(number).isRunning()) continue;
                const QJsonObject status = node(number).status();
                if (status[QStringLiteral("peers")].toInt() < running - 1) return false;
                if (number > 0 && !status[QStringLiteral("signingAllowed")].toBool()) return false;
            }
            return true;
        },
        timeoutMs);
}

bool ProcessNet::waitForHeight(qint64 height, int timeoutMs) {
    return QTest::qWaitFor(
        [&] {
            // Asked in turn, so a block may fall in between: then ask again.
            std::optional<qint64> common;
            for (const auto& node : m_nodes) {
                if (!node->isRunning()) continue;
                const QJsonObject status = node->status();
                const qint64 here = status[QStringLiteral("height")].toInteger(-1);
                if (here < height || common.value_or(here) != here) return false;
                common = here;
            }
            return common.has_value();
        },
        timeoutMs);
}

ProcessNet::Spend ProcessNet::spend(std::uint32_t coin, std::uint32_t salt,
                                    std::uint32_t satoshi) const {
    const Lock faucetLock = Lock::toKey(m_faucet->publicKey());
    Funds funds;
    funds.keys = {&*m_faucet};
    std::uint32_t index = 0;
    for (const auto& [outpoint, made] : network().initialCoins())
        if (made.output.lock == faucetLock && index++ == coin)
            funds.coins.push_back({outpoint, made});
    Payment payment;
    Lock to;
    for (std::size_t i = 0; i < 4; ++i) to.data[i] = static_cast<std::uint8_t>(salt >> (8 * i));
    to.data[31] = 1;
    payment.outputs = {{Amount::satoshi(satoshi), to}};
    payment.change = faucetLock;
    const auto built = buildTransfer(payment, funds, network().genesisHash);
    if (!built.ok()) qFatal("the faucet has no coin %u", coin);
    return {QString::fromStdString(toHex(encoded(built->tx))),
            QString::fromStdString(toHex(built->tx.id()))};
}

std::optional<qint64> ProcessNet::where(int number, const QString& txid) {
    const QJsonObject answer = node(number).ask(QStringLiteral("where ") + txid);
    const QJsonValue height = answer[QStringLiteral("height")];
    if (!height.isDouble()) return std::nullopt;
    return height.toInteger();
}

QSet<QString> ProcessNet::finals() {
    QSet<QString> out;
    for (const auto& node : m_nodes)
        for (const QJsonObject& line : node->lines())
            if (line[QStringLiteral("event")].toString() == QStringLiteral("final"))
                out.insert(line[QStringLiteral("txid")].toString());
    return out;
}

QString ProcessNet::brokenPromise(const QSet<QString>& finals) {
    for (const QString& txid : finals) {
        const auto height = where(0, txid);
        if (!height) return QStringLiteral("lost: ") + txid;
        for (int number = 1; number < size(); ++number)
            if (where(number, txid) != height)
                return QStringLiteral("node%1 differs about %2").arg(number).arg(txid);
    }
    for (int number = 1; number <= m_masternodes; ++number)
        if (const QString lines = contradictionIn(statementLog(number)); !lines.isEmpty())
            return lines;
    return {};
}

void ProcessNet::tellStory() {
    for (const auto& node : m_nodes)
        if (node->isRunning()) node->status();
    QString text;
    for (const auto& node : m_nodes) text += node->story() + QStringLiteral("\n----\n");
    std::fputs(qPrintable(text), stderr);
}

}  // namespace timecoin
