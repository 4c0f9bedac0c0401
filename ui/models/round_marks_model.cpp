#include "ui/models/round_marks_model.h"

#include "ui/format/network_text.h"
#include "ui/format/shapes.h"
#include "ui/format/time_text.h"

#include <tuple>

namespace timecoin {

void RoundMarksModel::setRound(const Round* round, const QStringList& members) {
    QVector<MarkRow> next;
    if (round != nullptr) {
        next.reserve(round->marks.size());
        for (const RoundMark& mark : round->marks) {
            const int member = static_cast<int>(mark.member);
            next.append({mark, memberText(member, members.value(member)), round->startMs()});
        }
    }
    setRows(std::move(next), [](const MarkRow& row) {
        return std::tuple(row.startMs, row.mark.phase, row.mark.view, row.mark.member,
                          row.mark.hash);
    });
}

int RoundMarksModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString RoundMarksModel::cell(const MarkRow& row, int column) {
    const RoundMark& mark = row.mark;
    switch (column) {
    case Masternode: return row.member;
    case Phase:
        return mark.late ? tr("%1 (late)").arg(phaseText(phaseKind(mark.phase)))
                         : phaseText(phaseKind(mark.phase));
    case View: return QLocale().toString(mark.view);
    case Time: return clockText(mark.wallMs);
    case After: return sinceStartText(mark.wallMs > row.startMs ? mark.wallMs - row.startMs : 0);
    case MessageHash: return hashText(mark.hash);
    default: return {};
    }
}

QVariant RoundMarksModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const MarkRow& row = this->row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return cell(row, column);
    case Qt::ToolTipRole:
        if (column == Phase) return phaseExplained(phaseKind(row.mark.phase));
        return column == MessageHash ? cell(row, MessageHash) : QString();
    case Qt::AccessibleTextRole:
        return headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() +
               QStringLiteral(": ") + cell(row, column);
    case Qt::TextAlignmentRole:
        return column == View || column == After ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                 : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case kSortRole:
        switch (column) {
        case Masternode: return row.mark.member;
        case Phase: return static_cast<int>(row.mark.phase);
        case View: return row.mark.view;
        case Time:
        case After: return row.mark.wallMs;
        default: return cell(row, column);
        }
    default: return {};
    }
}

QVariant RoundMarksModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return section == View || section == After ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                   : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Masternode: return tr("Masternode");
    case Phase: return tr("Phase");
    case View: return tr("View");
    case Time: return tr("Time");
    case After: return tr("After the start");
    case MessageHash: return tr("Message hash");
    default: return {};
    }
}

}  // namespace timecoin
