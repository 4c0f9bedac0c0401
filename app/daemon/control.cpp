#include "app/daemon/control.h"

#include "app/daemon/registry_json.h"
#include "app/sandbox/sandbox.h"
#include "app/texts/code_text.h"
#include "app/texts/status_text.h"
#include "app/texts/value_text.h"
#include "node/api/deliver.h"
#include "node/chain/address.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <cstdio>
#include <unistd.h>

namespace timecoin {
namespace {

constexpr qsizetype kMaxLine = 400'000;  // a transaction of 100 KB in hexadecimal, and the command

qint64 number(quint64 value) {
    return static_cast<qint64>(value);
}

QJsonObject eventLine(const char* name) {
    return {{QStringLiteral("event"), QLatin1String(name)}};
}

QJsonObject eventLine(const char* name, const Hash& txid) {
    QJsonObject out = eventLine(name);
    out[QStringLiteral("txid")] = hexText(txid);
    return out;
}

QJsonObject replyLine(const char* name) {
    return {{QStringLiteral("reply"), QLatin1String(name)}};
}

QString amountText(Amount amount) {
    return QString::fromStdString(formatTime(amount));
}

QJsonArray membersOf(const NodeSnapshot& snapshot) {
    QJsonArray out;
    for (const MemberInfo& member : snapshot.members)
        out.append(QJsonObject{{QStringLiteral("service"), member.service},
                               {QStringLiteral("operator"), hexText(member.operatorKey)},
                               {QStringLiteral("lastHeardMs"), number(member.lastHeardWallMs)},
                               {QStringLiteral("silent"), member.silent},
                               {QStringLiteral("demoted"), member.demoted},
                               {QStringLiteral("self"), member.self}});
    return out;
}

QJsonArray pendingOf(const NodeSnapshot& snapshot) {
    QJsonArray out;
    for (const PendingInfo& pending : snapshot.pending)
        out.append(QJsonObject{{QStringLiteral("txid"), hexText(pending.txid)},
                               {QStringLiteral("votes"), number(pending.votes)},
                               {QStringLiteral("acks"), number(pending.acks)},
                               {QStringLiteral("certified"), pending.certified},
                               {QStringLiteral("final"), pending.final}});
    return out;
}

}  // namespace

Control::Control(NodeService& node, const Network& network, Sandbox* sandbox, QObject* parent)
    : QObject(parent),
      m_node(node),
      m_prefix(network.params.addressPrefix),
      m_genesis(network.genesisHash),
      m_networkName(QString::fromStdString(network.params.name)),
      m_sandbox(sandbox),
      m_input(STDIN_FILENO, QSocketNotifier::Read) {
    m_input.setEnabled(false);
    connect(&m_input, &QSocketNotifier::activated, this, &Control::onReadable);
}

void Control::start() {
    writeNodeEvents();
    writePaymentEvents();
    m_input.setEnabled(true);
}

void Control::write(const QJsonObject& line) {
    const QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    std::fflush(stdout);
}

void Control::writeNodeEvents() {
    connect(&m_node, &NodeService::started, this, [this](quint16 port) {
        QJsonObject out = eventLine("started");
        out[QStringLiteral("port")] = port;
        write(out);
    });
    connect(&m_node, &NodeService::blockCommitted, this, [this](const BlockInfo& block) {
        QJsonObject out = eventLine("block");
        QJsonArray txids;
        for (const Hash& id : block.txids) txids.append(hexText(id));
        out[QStringLiteral("height")] = number(block.height);
        out[QStringLiteral("hash")] = hexText(block.hash);
        out[QStringLiteral("epoch")] = number(block.epoch);
        out[QStringLiteral("view")] = number(block.view);
        out[QStringLiteral("txids")] = txids;
        write(out);
    });
    connect(&m_node, &NodeService::viewEntered, this, [this](quint64 height, quint32 view) {
        QJsonObject out = eventLine("view");
        out[QStringLiteral("height")] = number(height);
        out[QStringLiteral("view")] = number(view);
        write(out);
    });
    connect(&m_node, &NodeService::signingAllowed, this, [this](quint64 sequence) {
        QJsonObject out = eventLine("signing");
        out[QStringLiteral("sequence")] = number(sequence);
        write(out);
    });
    connect(&m_node, &NodeService::alert, this, [this](const QString& code, const QString& detail) {
        QJsonObject out = eventLine("alert");
        out[QStringLiteral("code")] = code;
        out[QStringLiteral("text")] = alertText(code, detail);
        write(out);
    });
    connect(&m_node, &NodeService::fatal, this, [this](const QString& code, const QString& detail) {
        QJsonObject out = eventLine("fatal");
        out[QStringLiteral("code")] = code;
        out[QStringLiteral("text")] = fatalText(code, detail);
        write(out);
    });
}

void Control::writePaymentEvents() {
    connect(&m_node, &NodeService::transferSeen, this,
            [this](const Hash& id) { write(eventLine("seen", id)); });
    connect(&m_node, &NodeService::transferCertified, this,
            [this](const Hash& id) { write(eventLine("certified", id)); });
    connect(&m_node, &NodeService::transferFinal, this, [this](const Hash& id, quint64 height) {
        QJsonObject out = eventLine("final", id);
        out[QStringLiteral("height")] = number(height);
        write(out);
    });
    connect(&m_node, &NodeService::transferRejected, this,
            [this](const Hash& id, const QString& code) {
                QJsonObject out = eventLine("rejected", id);
                out[QStringLiteral("code")] = code;
                write(out);
            });
}

void Control::onReadable() {
    std::array<char, 65'536> bytes{};
    const auto count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count <= 0) {
        m_input.setEnabled(false);
        emit stopRequested();
        return;
    }
    m_pending.append(bytes.data(), static_cast<qsizetype>(count));
    for (qsizetype end = m_pending.indexOf('\n'); end >= 0; end = m_pending.indexOf('\n')) {
        const QByteArray line = m_pending.left(end).trimmed();
        m_pending.remove(0, end + 1);
        if (!line.isEmpty()) onLine(line);
    }
    if (m_pending.size() <= kMaxLine) return;
    m_pending.clear();
    refuse(QString(), QStringLiteral("the line is too long"));
}

void Control::onLine(const QByteArray& line) {
    const QStringList words = QString::fromUtf8(line).simplified().split(QLatin1Char(' '));
    const QString& command = words.front();
    if (command == QStringLiteral("submit")) return submit(words.value(1));
    if (command == QStringLiteral("status")) return status();
    if (command == QStringLiteral("coins")) return coins(words.value(1));
    if (command == QStringLiteral("where")) return where(words.value(1));
    if (command == QStringLiteral("masternodes")) return masternodes();
    if (command == QStringLiteral("faucet")) return faucet(words.value(1), words.value(2));
    if (command == QStringLiteral("start-masternode")) return masternode(words.value(1), true);
    if (command == QStringLiteral("stop-masternode")) return masternode(words.value(1), false);
    if (command == QStringLiteral("stop")) {
        write(replyLine("stop"));
        emit stopRequested();
        return;
    }
    refuse(command,
           QStringLiteral("commands: submit HEX, status, coins ADDRESS, where TXID, masternodes, "
                          "stop"));
}

void Control::refuse(const QString& command, const QString& why) {
    write({{QStringLiteral("reply"), command}, {QStringLiteral("error"), why}});
}

void Control::submit(const QString& hex) {
    const auto bytes = fromHex(hex.toStdString());
    if (!bytes) return refuse(QStringLiteral("submit"), QStringLiteral("not hexadecimal"));
    deliver(m_node.submit(*bytes), this, [this](const SubmitOutcome& outcome) {
        QJsonObject out = replyLine("submit");
        out[QStringLiteral("accepted")] = outcome.accepted;
        out[QStringLiteral("txid")] = hexText(outcome.txid);
        out[QStringLiteral("code")] = outcome.code;
        write(out);
    });
}

void Control::status() {
    const NodeSnapshotPtr snapshot = m_node.snapshot();
    QJsonObject out = replyLine("status");
    out[QStringLiteral("network")] = m_networkName;
    out[QStringLiteral("genesis")] = hexText(m_genesis);
    out[QStringLiteral("running")] = snapshot != nullptr;
    if (!snapshot) return write(out);
    out[QStringLiteral("height")] = number(snapshot->height);
    out[QStringLiteral("tip")] = hexText(snapshot->tip);
    out[QStringLiteral("checkpoint")] = tipName(*snapshot);
    out[QStringLiteral("checkpointNeeded")] = snapshot->checkpointNeeded;
    out[QStringLiteral("checkpointHeight")] = number(snapshot->checkpointHeight);
    out[QStringLiteral("otherNetworks")] = QJsonArray::fromStringList(snapshot->otherNetworks);
    out[QStringLiteral("epoch")] = number(snapshot->epoch);
    out[QStringLiteral("view")] = number(snapshot->view);
    out[QStringLiteral("quorum")] = number(snapshot->quorum);
    out[QStringLiteral("peers")] = snapshot->peers.size();
    out[QStringLiteral("port")] = snapshot->listenPort;
    out[QStringLiteral("pool")] = number(snapshot->poolCount);
    out[QStringLiteral("stalled")] = snapshot->stalled;
    out[QStringLiteral("signingAllowed")] = snapshot->signingAllowed;
    out[QStringLiteral("turns")] = number(snapshot->turns);
    out[QStringLiteral("longestTurnMs")] = number(snapshot->longestTurnMs);
    out[QStringLiteral("waiting")] = waitingText(*snapshot).value_or(QString());
    out[QStringLiteral("members")] = membersOf(*snapshot);
    out[QStringLiteral("pending")] = pendingOf(*snapshot);
    write(out);
}

void Control::coins(const QString& address) {
    const auto lock = parseAddress(address.toStdString(), m_prefix);
    if (!lock.ok()) return refuse(QStringLiteral("coins"), QStringLiteral("not an address"));
    deliver(m_node.coinsOf(encoded(*lock)), this, [this, address](const CoinsAnswer& answer) {
        QJsonObject out = replyLine("coins");
        QJsonArray list;
        for (const CoinInfo& coin : answer.coins)
            list.append(QJsonObject{{QStringLiteral("txid"), hexText(coin.txid)},
                                    {QStringLiteral("index"), number(coin.index)},
                                    {QStringLiteral("amount"), amountText(coin.value)},
                                    {QStringLiteral("matureSlot"), number(coin.matureSlot)}});
        out[QStringLiteral("address")] = address;
        out[QStringLiteral("ok")] = answer.ok;
        out[QStringLiteral("height")] = number(answer.height);
        out[QStringLiteral("coins")] = list;
        write(out);
    });
}

void Control::where(const QString& txid) {
    const auto id = fixedFromHex<Hash>(txid.toStdString());
    if (!id) return refuse(QStringLiteral("where"), QStringLiteral("not an id"));
    deliver(m_node.heightOf(*id), this, [this, txid](const HeightAnswer& answer) {
        QJsonObject out = replyLine("where");
        out[QStringLiteral("txid")] = txid;
        out[QStringLiteral("ok")] = answer.ok;
        out[QStringLiteral("height")] =
            answer.height ? QJsonValue(number(*answer.height)) : QJsonValue(QJsonValue::Null);
        write(out);
    });
}

void Control::masternodes() {
    deliver(m_node.masternodes(), this, [this](const RegistryAnswer& answer) {
        QJsonObject out = registryJson(answer, QString::fromStdString(m_prefix));
        out[QStringLiteral("reply")] = QStringLiteral("masternodes");
        write(out);
    });
}

void Control::faucet(const QString& address, const QString& amount) {
    const auto lock = parseAddress(address.toStdString(), m_prefix);
    const auto value = parseTime(amount.toStdString());
    if (m_sandbox == nullptr || !lock.ok() || !value)
        return refuse(QStringLiteral("faucet"), QStringLiteral("faucet ADDRESS AMOUNT"));
    m_sandbox->faucet().prepare(*lock, *value, [this](const Faucet::Prepared& prepared) {
        if (!prepared.ok())
            return refuse(QStringLiteral("faucet"), QStringLiteral("not enough coins"));
        submit(hexText(encoded(prepared->tx)));
    });
}

void Control::masternode(const QString& numberText, bool start) {
    const int number = numberText.toInt();
    const QString command =
        start ? QStringLiteral("start-masternode") : QStringLiteral("stop-masternode");
    if (m_sandbox == nullptr || number < 1 || number > m_sandbox->masternodes())
        return refuse(command, QStringLiteral("no such masternode"));
    if (start)
        m_sandbox->startMasternode(number);
    else
        m_sandbox->stopMasternode(number);
    write({{QStringLiteral("reply"), command}, {QStringLiteral("number"), number}});
}

}  // namespace timecoin
