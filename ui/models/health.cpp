#include "ui/models/health.h"

#include "ui/format/network_text.h"
#include "ui/format/shapes.h"

#include <QCoreApplication>

#include <algorithm>

namespace timecoin {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Health)
};

QString capitalized(QString sentence) {
    if (!sentence.isEmpty()) sentence[0] = sentence[0].toUpper();
    return sentence;
}

void countMembers(const NodeSnapshot& snapshot, Health& out) {
    out.members = static_cast<int>(
        std::min<qsizetype>(snapshot.members.size(), static_cast<qsizetype>(out.silent.size())));
    out.quorum = static_cast<int>(snapshot.quorum);
    for (int member = 0; member < out.members; ++member) {
        const auto bit = static_cast<std::size_t>(member);
        (snapshot.members[member].silent ? out.silent : out.heardBy).set(bit);
    }
    out.heard = static_cast<int>(out.heardBy.count());
}

}  // namespace

Health healthOf(const NodeSnapshot* snapshot, bool running, const QLocale& locale) {
    Health out;
    if (!running) {
        out.sentence = Texts::tr("The node is stopped.");
        return out;
    }
    if (snapshot == nullptr) {
        out.sentence = Texts::tr("The node is starting.");
        return out;
    }
    countMembers(*snapshot, out);
    const QString block = numberText(snapshot->height, locale);
    if (snapshot->checkpointNeeded) {
        out.level = Health::Level::Bad;
        out.sentence = Texts::tr(
            "This node was away for too long to go on by itself. Ask somebody you trust for the "
            "newest block that their node shows (Peers), and start TimeCoin with --checkpoint and "
            "that text.");
        return out;
    }
    if (snapshot->peers.isEmpty()) {
        out.level = Health::Level::Bad;
        out.sentence = Texts::tr("Offline: no other node is connected. Last block: %1.").arg(block);
        // Nobody is heard, whatever was heard before.
        out.heardBy.reset();
        out.heard = 0;
        return out;
    }
    if (const auto stalled = stalledText(*snapshot, locale)) {
        out.level = Health::Level::Bad;
        out.sentence = Texts::tr("%1.").arg(capitalized(*stalled));
        return out;
    }
    if (snapshot->checkpointHeight > 0) {
        out.level = Health::Level::Wait;
        out.sentence = Texts::tr("On the way to the checkpoint: block %1 of %2.")
                           .arg(block, numberText(snapshot->checkpointHeight, locale));
        return out;
    }
    if (snapshot->behind) {
        out.level = Health::Level::Wait;
        out.sentence = Texts::tr("Catching up: %1.").arg(catchUpText(*snapshot, locale));
        return out;
    }
    const QString heard = Texts::tr("%1 of %2 masternodes are heard")
                              .arg(locale.toString(out.heard), locale.toString(out.members));
    if (out.silent.any()) {
        out.level = Health::Level::Wait;
        out.sentence = Texts::tr("%1, which is enough. Block %2.").arg(heard, block);
        if (out.heard < out.quorum)
            out.sentence = Texts::tr("%1; %2 are needed. Block %3.")
                               .arg(heard, locale.toString(out.quorum), block);
        return out;
    }
    out.level = Health::Level::Good;
    out.sentence = Texts::tr("%1. Block %2.").arg(heard, block);
    return out;
}

}  // namespace timecoin
