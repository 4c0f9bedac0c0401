#include "ui/format/masternode_text.h"

#include "ui/format/shapes.h"
#include "ui/format/time_text.h"

#include <QCoreApplication>

namespace timecoin {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(MasternodeText)
};

bool is(const QString& code, const char* name) {
    return code == QLatin1String(name);
}

/// A block pays when it is the first of its slot: this one at the earliest.
QString turnText(const RegisteredMasternode& masternode, const RegistryAnswer& registry,
                 const QLocale& locale) {
    return numberText(registry.height + masternode.queuePlace, locale);
}

QString boundaryText(const RegistryAnswer& registry, const QLocale& locale) {
    return dateTimeText(registry.startOf(registry.boundarySlot), locale);
}

QString unboundText(const RegisteredMasternode& masternode, const RegistryAnswer& registry,
                    const QLocale& locale) {
    return dateTimeText(registry.startOf(masternode.unbondsSlot), locale);
}

}  // namespace

QString masternodeStateText(const RegisteredMasternode& masternode) {
    const bool gone = is(masternode.state, "left");
    // A member on its way out is still active: that it goes says more.
    if (is(masternode.payment, "removed"))
        return gone ? Texts::tr("Removed") : Texts::tr("Being removed");
    if (is(masternode.payment, "retiring")) return Texts::tr("Retiring");
    if (gone) return Texts::tr("Left");
    if (is(masternode.state, "active"))
        return masternode.missedEpochs == 0 ? Texts::tr("Active") : Texts::tr("Silent");
    if (is(masternode.state, "waiting")) return Texts::tr("Waiting");
    if (is(masternode.state, "suspended")) return Texts::tr("Suspended");
    return masternode.state;
}

QString sinceBlockText(quint64 height, const QLocale& locale) {
    return height == 0 ? Texts::tr("Genesis") : numberText(height, locale);
}

QString paymentOutlookText(const RegisteredMasternode& masternode, const RegistryAnswer& registry,
                           const QLocale& locale) {
    const QString& payment = masternode.payment;
    if (is(masternode.state, "left"))
        return Texts::tr("Not paid: unbonds until %1")
            .arg(unboundText(masternode, registry, locale));
    if (is(payment, "waiting"))
        return Texts::tr("Not yet: joins after %1").arg(boundaryText(registry, locale));
    if (is(payment, "suspended")) return Texts::tr("Not paid: it was silent");
    if (masternode.queuePlace == 0) return Texts::tr("Not paid: it leaves");
    const QString turn = turnText(masternode, registry, locale);
    if (masternode.queuePlace == 1) return Texts::tr("Next: block %1 or later").arg(turn);
    return Texts::tr("Place %1 of %2: block %3 or later")
        .arg(locale.toString(masternode.queuePlace), locale.toString(registry.members), turn);
}

QString paymentExplained(const RegisteredMasternode& masternode, const RegistryAnswer& registry,
                         const QLocale& locale) {
    const QString& payment = masternode.payment;
    const QString boundary = boundaryText(registry, locale);
    if (is(masternode.state, "left")) {
        const QString until = unboundText(masternode, registry, locale);
        return is(payment, "removed")
                   ? Texts::tr("It was removed, because its key signed two things that contradict "
                               "each other. Its collateral can be spent after %1.")
                         .arg(until)
                   : Texts::tr("Its owner retired it. Its collateral can be spent after %1.")
                         .arg(until);
    }
    if (is(payment, "waiting"))
        return Texts::tr("It joins with the first block after %1, if there is room, and is paid "
                         "in turn from then on.")
            .arg(boundary);
    if (is(payment, "suspended"))
        return Texts::tr("It is suspended, because it signed nothing in two whole epochs. Its "
                         "collateral is safe. Once its program runs again, its operator brings it "
                         "back with an update.");
    const QString member = masternode.queuePlace == 0
                               ? Texts::tr("It is not paid any more.")
                               : Texts::tr("Until then it votes and is paid in turn.");
    if (is(payment, "removed"))
        return Texts::tr("Its key signed two things that contradict each other: it leaves with "
                         "the first block after %1, or later while the others are too few. %2")
            .arg(boundary, member);
    if (is(payment, "retiring"))
        return Texts::tr("Its owner retires it: it leaves with the first block after %1, or later "
                         "while the others are too few. %2")
            .arg(boundary, member);
    const QString turn =
        Texts::tr("It stands at place %1 of %2 in the queue: block %3 pays it, or a later one. A "
                  "block pays nobody when it is not the first of its time slot.")
            .arg(locale.toString(masternode.queuePlace), locale.toString(registry.members),
                 turnText(masternode, registry, locale));
    if (masternode.missedEpochs == 0) return turn;
    return Texts::tr(
               "It signed nothing in the last %n whole epoch(s): after two it is suspended, or "
               "later while the others are too few. %1",
               nullptr, static_cast<int>(masternode.missedEpochs))
        .arg(turn);
}

QString registryText(const RegistryAnswer& registry, const QLocale& locale) {
    return Texts::tr("After block %1: %2 registered, %3 vote, %4 must agree. The set can change "
                     "with the first block after %5.")
        .arg(numberText(registry.height, locale), locale.toString(registry.masternodes.size()),
             locale.toString(registry.members), locale.toString(registry.quorum),
             boundaryText(registry, locale));
}

QString ownMasternodeText(const RegistryAnswer& registry, const QLocale& locale) {
    for (const RegisteredMasternode& masternode : registry.masternodes)
        if (masternode.self)
            return Texts::tr("This node's masternode, %1: %2")
                .arg(masternode.service, paymentExplained(masternode, registry, locale));
    return registry.operating ? Texts::tr("This node has an operator key, but no masternode is "
                                          "registered with it.")
                              : QString();
}

QString upgradeText(const RegistryAnswer& registry, const QLocale& locale) {
    if (registry.upgradeVersion == 0) return {};
    const QString height = numberText(registry.upgradeHeight, locale);
    if (registry.upgradeVersion > registry.knownRulesVersion)
        return Texts::tr(
                   "Your version stops at block %1: the masternodes have agreed on new rules. "
                   "Get the new version before.")
            .arg(height);
    return Texts::tr(
               "The masternodes have agreed on new rules from block %1 on. This version knows "
               "them.")
        .arg(height);
}

}  // namespace timecoin
