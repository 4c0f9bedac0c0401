#include "app/texts/code_text.h"

#include <QCoreApplication>
#include <QHash>

namespace timecoin {
namespace {

/// The daemon installs no translator: there it is English.
struct Texts {
    Q_DECLARE_TR_FUNCTIONS(StatusText)
};

}  // namespace

QString fatalText(const QString& code, const QString& detail) {
    static const QHash<QString, const char*> kTexts{
        {QStringLiteral("already_running"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "Another TimeCoin process uses this data directory. Stop it, or give this "
             "one a directory of its own with --datadir.")},
        {QStringLiteral("operator_key_in_use"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "Another process on this machine signs with this masternode's operator key. "
             "Two signers with one key would contradict each other: stop the other "
             "one first.")},
        {QStringLiteral("directory_unusable"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "The data directory cannot be used. Check that it exists, belongs to you "
             "and is not full.")},
        {QStringLiteral("cannot_listen"),
         QT_TRANSLATE_NOOP("StatusText",
                           "The P2P port cannot be opened. Choose another with --port, or stop the "
                           "program that has it.")},
        {QStringLiteral("statement_log"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "The statement log cannot be written. Check the folder of --statement-log, or "
             "start without it.")},
        {QStringLiteral("storage"),
         QT_TRANSLATE_NOOP("StatusText",
                           "The database could not be read or written. Check the disk: free space, "
                           "permissions, errors; then start again. Nothing that was promised "
                           "is lost.")},
        {QStringLiteral("database_damaged"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "The node's database is damaged. Wallets are not touched by it. Check the disk; then "
             "timecoin-tool check says what is wrong, and timecoin-tool rebuild makes a new chain "
             "of "
             "the blocks that are good. Or move chain.db out of the data directory: at the next "
             "start the node fetches the chain from its peers again.")},
        {QStringLiteral("newer_database"),
         QT_TRANSLATE_NOOP("StatusText",
                           "This data directory was written by a newer version of TimeCoin. Update "
                           "this program; the files were not touched.")},
        {QStringLiteral("wrong_network"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "This data directory belongs to another network. Use another --datadir, or "
             "the network it was made for.")},
        {QStringLiteral("masternodes_faulty"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "More than a third of the masternodes have contradicted themselves. The "
             "proof is kept in the data directory, and the node does not start "
             "while it is there: no payment is safe until people have looked at it.")},
        {QStringLiteral("upgrade_needed"),
         QT_TRANSLATE_NOOP("StatusText",
                           "The network's rules have changed. Update this program and start it "
                           "again: nothing is lost, your money is where it was.")},
        {QStringLiteral("wrong_checkpoint"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "The chain in this data directory is not the one that a checkpoint names. Compare the "
             "checkpoint with somebody you trust, figure by figure. If it is right, the chain here "
             "is forged: move chain.db away and start again with the checkpoint; your wallet is "
             "not touched.")},
        {QStringLiteral("crypto"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "The cryptographic library failed its self-test. Install TimeCoin anew.")},
    };
    const QString text =
        Texts::tr(kTexts.value(code, QT_TRANSLATE_NOOP("StatusText", "The node cannot go on.")));
    return detail.isEmpty() ? text : text + QStringLiteral(" (%1)").arg(detail);
}

QString alertText(const QString& code, const QString& detail) {
    static const QHash<QString, const char*> kTexts{
        {QStringLiteral("round_over_30s"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "a round has lasted for more than 30 s: too many masternodes are silent or "
             "slow. Payments wait, and nothing is lost")},
        {QStringLiteral("older_signer_state"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "this masternode's safety log is older than signatures others hold of it: it "
             "signs nothing. Restore the newest safety.db or register a new key")},
        {QStringLiteral("foreign_signature"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "somebody else signs with this masternode's operator key. Look for a second "
             "process that has it and stop that one; if there is none, the key is "
             "stolen: retire this masternode and register another key")},
        {QStringLiteral("upgrade_agreed"),
         QT_TRANSLATE_NOOP("StatusText",
                           "the masternodes have agreed on new rules: your version stops at block "
                           "%1. Get the new one before")},
        {QStringLiteral("checkpoint_needed"),
         QT_TRANSLATE_NOOP(
             "StatusText",
             "this node was away for longer than masternodes are bound (its last block: %1). To "
             "go on, ask somebody you trust for the newest block their node shows, and start with "
             "--checkpoint HEIGHT:HASH")},
        {QStringLiteral("checkpoint_not_found"),
         QT_TRANSLATE_NOOP("StatusText",
                           "no peer knows the block of the checkpoint %1. Compare it figure by "
                           "figure; if it is right, wait for other peers")},
        {QStringLiteral("other_network"),
         QT_TRANSLATE_NOOP("StatusText",
                           "the node at %1 belongs to another network, its genesis is another: it "
                           "was dropped. Check the address and the network file")},
        {QStringLiteral("double_vote"),
         QT_TRANSLATE_NOOP("StatusText",
                           "a masternode has voted for two payments that spend the same coin")},
        {QStringLiteral("equivocation"),
         QT_TRANSLATE_NOOP("StatusText",
                           "a masternode has signed two things that contradict each other")},
    };
    const auto known = kTexts.constFind(code);
    const QString text = known == kTexts.constEnd() ? code : Texts::tr(*known);
    if (text.contains(QStringLiteral("%1"))) return text.arg(detail);
    return detail.isEmpty() ? text : text + QStringLiteral(" (%1)").arg(detail);
}

}  // namespace timecoin
