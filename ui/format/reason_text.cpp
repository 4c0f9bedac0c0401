#include "ui/format/reason_text.h"

#include "ui/format/money.h"
#include "ui/format/time_text.h"

#include <QCoreApplication>

namespace timecoin {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ReasonText)
};

struct Sentence {
    const char* code;
    const char* text;
};

// QT_TRANSLATE_NOOP marks them for lupdate; they are translated when they are shown.
constexpr Sentence kPaymentReasons[] = {
    {"conflict",
     QT_TRANSLATE_NOOP("ReasonText",
                       "One of its coins is promised to another payment. Check in the history "
                       "whether you paid already; if not, send again.")},
    {"missing_coin",
     QT_TRANSLATE_NOOP("ReasonText",
                       "One of its coins was spent elsewhere, perhaps by the same wallet on "
                       "another computer. Check the history, then send again.")},
    {"immature",
     QT_TRANSLATE_NOOP("ReasonText", "It spends a reward that is not mature yet. Wait until the "
                                     "reward is mature, then send again.")},
    {"collateral_locked",
     QT_TRANSLATE_NOOP("ReasonText",
                       "It spends the collateral of a masternode. Retire the masternode first, or "
                       "pay with other coins.")},
    {"already_known",
     QT_TRANSLATE_NOOP("ReasonText", "The network knows this payment already. There is nothing "
                                     "to do; its state will follow.")},
    {"pool_full",
     QT_TRANSLATE_NOOP("ReasonText", "Too many payments are waiting. Send again later, or with a "
                                     "higher fee.")},
    {"crowded",
     QT_TRANSLATE_NOOP("ReasonText", "Others that contradict it wait already. See what becomes of "
                                     "them in the next block, then send again.")},
    {"expired",
     QT_TRANSLATE_NOOP("ReasonText", "It waited too long without becoming final. Nothing was paid; "
                                     "send again.")},
    {"fee_too_low",
     QT_TRANSLATE_NOOP("ReasonText", "Its fee is below the least one. Send again with a higher "
                                     "fee.")},
    {"dust_output",
     QT_TRANSLATE_NOOP("ReasonText", "An amount is too small to be a coin of its own. Pay at "
                                     "least 0.00001 TIME to each recipient.")},
    {"too_large",
     QT_TRANSLATE_NOOP("ReasonText", "The payment is too large. Pay fewer recipients at once, or "
                                     "consolidate small coins on the Coins page.")},
    {"too_many_inputs",
     QT_TRANSLATE_NOOP("ReasonText",
                       "The coins are too small to fit into one payment. Consolidate them on the "
                       "Coins page, or pay a smaller amount.")},
    {"too_many_outputs",
     QT_TRANSLATE_NOOP("ReasonText", "There are too many recipients for one payment. Split "
                                     "it into several.")},
    {"operator_key_in_use",
     QT_TRANSLATE_NOOP("ReasonText",
                       "Its operator key belongs to a registered masternode already. Make a new "
                       "key and register with that.")},
    {"registry_full",
     QT_TRANSLATE_NOOP("ReasonText", "No more masternodes can be registered now. Try again when "
                                     "some have left.")},
    {"unknown_masternode",
     QT_TRANSLATE_NOOP("ReasonText",
                       "There is no such masternode, or it has left. Check the name of "
                       "its collateral.")},
    {"wrong_operator",
     QT_TRANSLATE_NOOP("ReasonText", "That masternode has another operator key. Sign with the one "
                                     "it was registered with.")},
    {"wrong_owner",
     QT_TRANSLATE_NOOP("ReasonText",
                       "That masternode belongs to another key. Sign with the key that "
                       "holds its collateral.")},
    {"stale_update",
     QT_TRANSLATE_NOOP("ReasonText", "Updates are numbered, and this number is not the next. Use "
                                     "the one after the last update.")},
    {"update_too_soon",
     QT_TRANSLATE_NOOP("ReasonText",
                       "This masternode was updated a moment ago. Try again after the "
                       "next block.")},
    {"already_leaving",
     QT_TRANSLATE_NOOP("ReasonText",
                       "This masternode is leaving already. There is nothing to do.")},
    {"evidence_known",
     QT_TRANSLATE_NOOP("ReasonText", "The network has this evidence already. There is nothing to "
                                     "do.")},
    {"evidence_invalid",
     QT_TRANSLATE_NOOP("ReasonText", "It proves nothing against that masternode.")},
    {"collateral_wrong",
     QT_TRANSLATE_NOOP("ReasonText", "Its collateral is not what this network asks for. Make the "
                                     "registration anew.")},
    {"abandoned", QT_TRANSLATE_NOOP("ReasonText", "You gave it up. Its coins can be spent again.")},
    {"unanswered",
     QT_TRANSLATE_NOOP("ReasonText", "The node is too busy to answer. The payment is kept and "
                                     "handed in again by itself.")},
    {"stopped",
     QT_TRANSLATE_NOOP("ReasonText", "The node is not running. The payment is kept and handed in "
                                     "when it runs again.")},
    {"malformed",
     QT_TRANSLATE_NOOP("ReasonText", "The network could not read it. Nothing was paid; please "
                                     "report this as a fault of the program.")},
};

constexpr Sentence kWalletCodes[] = {
    {"wrong_passphrase",
     QT_TRANSLATE_NOOP("ReasonText", "The passphrase is not right. Check the keyboard layout "
                                     "and Caps Lock, then try again.")},
    {"no_wallet",
     QT_TRANSLATE_NOOP("ReasonText", "There is no wallet here. Create one, or restore one from its "
                                     "words.")},
    {"exists",
     QT_TRANSLATE_NOOP("ReasonText", "There is a wallet here already. Open it, or choose another "
                                     "folder.")},
    {"bad_words",
     QT_TRANSLATE_NOOP("ReasonText", "These are not the words of a wallet. Check the spelling and "
                                     "the order of every word.")},
    {"passphrase_too_short",
     QT_TRANSLATE_NOOP("ReasonText", "The passphrase is too short. Use at least 8 "
                                     "characters.")},
    {"damaged",
     QT_TRANSLATE_NOOP("ReasonText", "The wallet file is damaged. Restore the wallet from a backup "
                                     "or from its words; your coins are safe on the network.")},
    {"newer",
     QT_TRANSLATE_NOOP("ReasonText", "The wallet was written by a newer version. Open it with that "
                                     "version.")},
    {"disk", QT_TRANSLATE_NOOP("ReasonText",
                               "The wallet's files cannot be read or written. Check the free space "
                               "and the permissions of its folder.")},
    {"locked",
     QT_TRANSLATE_NOOP("ReasonText", "The wallet is locked. Unlock it with your passphrase.")},
    {"stopped", QT_TRANSLATE_NOOP("ReasonText", "The wallet is being closed. Start it again.")},
    {"keychain_absent",
     QT_TRANSLATE_NOOP("ReasonText", "This system has no keychain. Unlock with your "
                                     "passphrase.")},
    {"keychain_denied",
     QT_TRANSLATE_NOOP("ReasonText", "The system's keychain was not allowed to answer. Unlock with "
                                     "your passphrase.")},
    {"keychain_not_found",
     QT_TRANSLATE_NOOP("ReasonText", "The system's keychain holds no key to this wallet, or stays "
                                     "locked. Unlock with your passphrase.")},
    {"keychain_silent",
     QT_TRANSLATE_NOOP("ReasonText", "The system's keychain does not answer. Unlock with your "
                                     "passphrase.")},
    {"keychain_failed",
     QT_TRANSLATE_NOOP("ReasonText", "The system's keychain could not be used. Unlock with your "
                                     "passphrase.")},
    {"keychain_locked",
     QT_TRANSLATE_NOOP("ReasonText", "The system's keychain is locked or refused. Unlock with "
                                     "your passphrase.")},
    {"bad_address",
     QT_TRANSLATE_NOOP("ReasonText", "This is not a valid address: a character is missing or "
                                     "wrong. Copy it again from its source.")},
    {"wrong_network",
     QT_TRANSLATE_NOOP("ReasonText", "This address belongs to another network. Ask for an "
                                     "address of this one.")},
    {"no_recipients", QT_TRANSLATE_NOOP("ReasonText", "Enter an address to pay.")},
    {"two_rests",
     QT_TRANSLATE_NOOP("ReasonText", "Only one recipient can receive the rest. Enter an amount for "
                                     "the others.")},
    {"no_outputs", QT_TRANSLATE_NOOP("ReasonText", "Enter an address and an amount.")},
    {"not_enough",
     QT_TRANSLATE_NOOP("ReasonText", "There is not enough to spend for the amount and the fee. Pay "
                                     "less, or wait for coins that are under way.")},
    {"amount_overflow",
     QT_TRANSLATE_NOOP("ReasonText", "The amounts add up to more than there can ever be. "
                                     "Enter smaller amounts.")},
    {"memo_too_long", QT_TRANSLATE_NOOP("ReasonText", "The message is too long. Shorten it.")},
    {"missing_key",
     QT_TRANSLATE_NOOP("ReasonText", "This wallet has no key for one of the chosen coins. Choose "
                                     "others.")},
    {"bad_amount",
     QT_TRANSLATE_NOOP("ReasonText", "The link asks for something that is no amount. Ask for a new "
                                     "link.")},
    {"required_unknown",
     QT_TRANSLATE_NOOP("ReasonText",
                       "The link demands something that this version does not know. Ask for a "
                       "plain address instead.")},
    {"bad_encoding",
     QT_TRANSLATE_NOOP("ReasonText", "The link is damaged. Copy it again from its source.")},
    {"duplicate",
     QT_TRANSLATE_NOOP("ReasonText", "The link says the same thing twice. Ask for a new one.")},
    {"too_long",
     QT_TRANSLATE_NOOP("ReasonText", "The link is too long. Ask for a plain address instead.")},
    {"too_late",
     QT_TRANSLATE_NOOP("ReasonText", "A quorum has voted for it already: it can no longer be given "
                                     "up, and will become final.")},
    {"unknown", QT_TRANSLATE_NOOP("ReasonText", "The wallet does not know it (any more).")},
    {"unknown_payment", QT_TRANSLATE_NOOP("ReasonText", "The wallet does not know this payment.")},
    {"disk_full",
     QT_TRANSLATE_NOOP("ReasonText", "The disk is full, and nothing was changed. Make room, then "
                                     "try again.")},
    {"used_previous",
     QT_TRANSLATE_NOOP("ReasonText",
                       "The wallet file was damaged, so the one before it was opened. "
                       "Your coins are safe; the newest labels, contacts and "
                       "addresses may be missing.")},
    {"in_use", QT_TRANSLATE_NOOP("ReasonText",
                                 "Another program has this wallet open. Close that one first.")},
    {"changed",
     QT_TRANSLATE_NOOP("ReasonText", "Somebody has put another wallet file in the place of this "
                                     "one. It was not touched; close the program and look.")},
    {"wrong_unlock_key",
     QT_TRANSLATE_NOOP("ReasonText", "The keychain's key does not open this wallet. Unlock with "
                                     "your passphrase, then switch the keychain off and on.")},
    {"no_unlock_key",
     QT_TRANSLATE_NOOP("ReasonText", "This wallet is not unlocked by the keychain. Use your "
                                     "passphrase.")},
    {"too_big",
     QT_TRANSLATE_NOOP("ReasonText", "The wallet cannot keep any more of these, or the text is too "
                                     "long.")},
    {"bad_values",
     QT_TRANSLATE_NOOP("ReasonText", "The wallet cannot be made from this. Start again, and report "
                                     "it if it happens twice.")},
    {"no_memory",
     QT_TRANSLATE_NOOP("ReasonText", "There is not enough free memory to open the wallet. Close "
                                     "other programs, then try again.")},
    {"not_ready",
     QT_TRANSLATE_NOOP("ReasonText", "The restored wallet still waits for the network to tell its "
                                     "coins. Try again in a moment.")},
};

template <std::size_t N>
QString find(const Sentence (&table)[N], const QString& code) {
    for (const Sentence& sentence : table) {
        if (code == QLatin1String(sentence.code)) return Texts::tr(sentence.text);
    }
    return {};
}

}  // namespace

QString paymentKindText(PaymentKind kind) {
    switch (kind) {
    case PaymentKind::Received: return Texts::tr("Received");
    case PaymentKind::Sent: return Texts::tr("Sent");
    case PaymentKind::ToSelf: return Texts::tr("To yourself");
    case PaymentKind::Reward: return Texts::tr("Reward");
    }
    return {};
}

QString paymentStateText(PaymentState state) {
    switch (state) {
    case PaymentState::Created: return Texts::tr("Not handed in yet");
    case PaymentState::Seen: return Texts::tr("Waiting for votes");
    case PaymentState::Certified: return Texts::tr("Certified");
    case PaymentState::Final: return Texts::tr("Final");
    case PaymentState::InBlock: return Texts::tr("Final, in a block");
    case PaymentState::Rejected: return Texts::tr("Rejected");
    case PaymentState::Abandoned: return Texts::tr("Given up");
    }
    return {};
}

QString paymentStateText(const PaymentEntry& payment, const QLocale& locale) {
    if (!isIrreversible(payment.state) || payment.finalAfterMs == 0)
        return paymentStateText(payment.state);
    return Texts::tr("Final in %1").arg(durationText(payment.finalAfterMs, locale));
}

QString paymentStateExplained(PaymentState state) {
    switch (state) {
    case PaymentState::Created:
        return Texts::tr("The payment is signed and kept here. It is handed in as soon as the node "
                         "can take it.");
    case PaymentState::Seen:
        return Texts::tr(
            "The network knows it and the masternodes are voting. It is not final yet.");
    case PaymentState::Certified:
        return Texts::tr(
            "More than two thirds of the masternodes have voted for it. In a moment it "
            "is final.");
    case PaymentState::Final:
        return Texts::tr("Nobody can take it back any more. The next block will hold it.");
    case PaymentState::InBlock:
        return Texts::tr("Nobody can take it back any more. A block holds it for ever.");
    case PaymentState::Rejected:
        return Texts::tr("Nothing was paid. Its coins can be spent again.");
    case PaymentState::Abandoned:
        return Texts::tr("It was given up. Its coins can be spent again.");
    }
    return {};
}

QString coinStateText(CoinState state) {
    switch (state) {
    case CoinState::Spendable: return Texts::tr("Spendable");
    case CoinState::Pending: return Texts::tr("Pending");
    case CoinState::Immature: return Texts::tr("Immature");
    case CoinState::Spent: return Texts::tr("Promised");
    case CoinState::Frozen: return Texts::tr("Frozen");
    case CoinState::Collateral: return Texts::tr("Collateral");
    }
    return {};
}

QString coinLockReason(const CoinEntry& coin) {
    switch (coin.state) {
    case CoinState::Spendable: return {};
    case CoinState::Pending: return Texts::tr("Its payment is not final yet");
    case CoinState::Immature:
        return Texts::tr("A reward, spendable from slot %1")
            .arg(QLocale().toString(qulonglong(coin.matureSlot)));
    case CoinState::Spent: return Texts::tr("Promised to a payment under way");
    case CoinState::Frozen: return Texts::tr("Frozen by you");
    case CoinState::Collateral: return Texts::tr("Collateral of a masternode");
    }
    return {};
}

QString paymentReasonText(const QString& code) {
    if (code.isEmpty()) return {};
    const QString known = find(kPaymentReasons, code);
    if (!known.isEmpty()) return known;
    return Texts::tr("The network refused it (%1). Nothing was paid; its coins can be spent again.")
        .arg(code);
}

QString walletCodeText(const QString& code, const QString& detail) {
    if (code.isEmpty()) return {};
    QString text = find(kWalletCodes, code);
    if (text.isEmpty()) text = find(kPaymentReasons, code);
    if (text.isEmpty()) text = Texts::tr("The wallet could not do it (%1).").arg(code);
    if (!detail.isEmpty()) text += QLatin1Char('\n') + detail;
    return text;
}

QString draftText(const DraftAnswer& draft, bool hideAmounts, const QLocale& locale) {
    if (draft.outcome.ok) return {};
    if (draft.outcome.code == QLatin1String("not_enough") && !draft.missing.isZero()) {
        MoneyStyle style;
        style.hidden = hideAmounts;
        return Texts::tr("%1 are missing for the amount and the fee. Pay less, or wait for coins "
                         "that are under way.")
            .arg(moneyText(draft.missing, style, locale));
    }
    return walletCodeText(draft.outcome.code);
}

}  // namespace timecoin
