#include "app/daemon/registry_json.h"

#include "app/texts/value_text.h"
#include "node/chain/address.h"

#include <QJsonArray>

namespace timecoin {
namespace {

qint64 number(quint64 value) {
    return static_cast<qint64>(value);
}

QString addressText(const Bytes& encodedLock, const QString& prefix) {
    const auto lock = decoded<Lock>(encodedLock);
    return lock ? QString::fromStdString(formatAddress(*lock, prefix.toStdString())) : QString();
}

QJsonObject masternodeJson(const RegisteredMasternode& from, const QString& prefix) {
    return {
        {QStringLiteral("collateralTxid"), hexText(from.collateralTxid)},
        {QStringLiteral("collateralIndex"), number(from.collateralIndex)},
        {QStringLiteral("operator"), hexText(from.operatorKey)},
        {QStringLiteral("owner"), addressText(from.owner, prefix)},
        {QStringLiteral("payout"), addressText(from.payout, prefix)},
        {QStringLiteral("service"), from.service},
        {QStringLiteral("state"), from.state},
        {QStringLiteral("stateSince"), number(from.stateSince)},
        {QStringLiteral("updateNumber"), number(from.updateNumber)},
        {QStringLiteral("rulesVersion"), from.rulesVersion},
        {QStringLiteral("payment"), from.payment},
        {QStringLiteral("queuePlace"), number(from.queuePlace)},
        {QStringLiteral("lastPaidHeight"), number(from.lastPaidHeight)},
        {QStringLiteral("signedBlocks"), number(from.signedBlocks)},
        {QStringLiteral("missedEpochs"), number(from.missedEpochs)},
        {QStringLiteral("unbondsSlot"), number(from.unbondsSlot)},
        {QStringLiteral("self"), from.self},
    };
}

}  // namespace

QJsonObject registryJson(const RegistryAnswer& answer, const QString& prefix) {
    QJsonArray masternodes;
    for (const RegisteredMasternode& one : answer.masternodes)
        masternodes.append(masternodeJson(one, prefix));
    QJsonObject out{
        {QStringLiteral("ok"), answer.ok},
        {QStringLiteral("height"), number(answer.height)},
        {QStringLiteral("slot"), number(answer.slot)},
        {QStringLiteral("epoch"), number(answer.epoch)},
        {QStringLiteral("nextSlot"), number(answer.nextSlot)},
        {QStringLiteral("nextEpoch"), number(answer.nextEpoch)},
        {QStringLiteral("boundarySlot"), number(answer.boundarySlot)},
        {QStringLiteral("slotMs"), number(answer.slotMs)},
        {QStringLiteral("slotZeroMs"), number(answer.slotZeroMs)},
        {QStringLiteral("blocksInEpoch"), number(answer.blocksInEpoch)},
        {QStringLiteral("members"), number(answer.members)},
        {QStringLiteral("quorum"), number(answer.quorum)},
        {QStringLiteral("registryHash"), hexText(answer.registryHash)},
        {QStringLiteral("collateral"), QString::fromStdString(formatTime(answer.collateral))},
        {QStringLiteral("rulesVersion"), answer.rulesVersion},
        {QStringLiteral("knownRulesVersion"), answer.knownRulesVersion},
        {QStringLiteral("masternodes"), masternodes},
    };
    if (answer.upgradeVersion != 0) {
        out[QStringLiteral("upgradeVersion")] = answer.upgradeVersion;
        out[QStringLiteral("upgradeHeight")] = number(answer.upgradeHeight);
    }
    return out;
}

}  // namespace timecoin
