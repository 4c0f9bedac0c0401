// What the chain says about masternodes, in words. Any thread.
#pragma once

#include "node/api/registry_answer.h"

#include <QLocale>
#include <QString>

namespace timecoin {

/// "Active", "Silent", "Waiting", "Suspended", "Retiring", "Being removed", "Removed", "Left".
QString masternodeStateText(const RegisteredMasternode& masternode);
/// "Genesis", or the block after which its state holds.
QString sinceBlockText(quint64 height, const QLocale& locale = QLocale());
/// When it is paid next, or why it is not, in a few words.
QString paymentOutlookText(const RegisteredMasternode& masternode, const RegistryAnswer& registry,
                           const QLocale& locale = QLocale());
/// The same at length, with what can be done about it.
QString paymentExplained(const RegisteredMasternode& masternode, const RegistryAnswer& registry,
                         const QLocale& locale = QLocale());
/// How many there are, and when the set can change next.
QString registryText(const RegistryAnswer& registry, const QLocale& locale = QLocale());
/// How this node's own masternode stands; empty when it has none.
QString ownMasternodeText(const RegistryAnswer& registry, const QLocale& locale = QLocale());
/// That new rules come, and whether this program knows them; empty when none were agreed on.
QString upgradeText(const RegistryAnswer& registry, const QLocale& locale = QLocale());

}  // namespace timecoin
