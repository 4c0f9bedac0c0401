#include "ui/pages/pay/send_review.h"

#include "ui/format/money.h"
#include "ui/format/shapes.h"
#include "ui/pages/wallet/wallet_page.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace timecoin {
namespace {

QLabel* plainLabel(const QString& text, QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

SendReview::SendReview(QWidget* parent)
    : QWidget(parent),
      m_list(new QVBoxLayout),
      m_totals(new QFrame(this)),
      m_note(plainLabel({}, this)),
      m_compared(new QCheckBox(tr("I have compared the &whole address with its source"), this)),
      m_problem(new Notice(this)),
      m_back(new QPushButton(tr("&Back"), this)),
      m_confirm(new QPushButton(this)) {
    m_totals->setObjectName(QStringLiteral("reviewTotals"));
    m_totals->setFrameShape(QFrame::NoFrame);
    m_compared->setObjectName(QStringLiteral("comparedAddress"));
    m_problem->setObjectName(QStringLiteral("reviewProblem"));
    m_back->setObjectName(QStringLiteral("backButton"));
    m_confirm->setObjectName(QStringLiteral("confirmSend"));
    m_confirm->setProperty("kind", "primary");
    m_confirm->setAutoDefault(true);

    auto* const heading = new QLabel(tr("Is this right?"), this);
    heading->setFont(titleFont());
    auto* const inner = new QWidget;
    inner->setMaximumWidth(kReadingWidth + kSpace12);
    auto* const column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, kSpace4, 0);
    column->setSpacing(kSpace4);
    column->addWidget(heading);
    column->addLayout(m_list);
    column->addWidget(m_totals);
    column->addWidget(m_note);
    column->addWidget(m_compared);
    column->addStretch(1);
    auto* const scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(inner);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    buttons->addWidget(m_confirm);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace3);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    connect(m_back, &QPushButton::clicked, this, &SendReview::backRequested);
    connect(m_compared, &QCheckBox::toggled, this, &SendReview::updateButton);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        if (m_unlocked)
            emit confirmed();
        else
            emit unlockRequested();
    });
}

QWidget* SendReview::makeRow(const ReviewRow& row, const QString& amount) {
    auto* const widget = new QWidget(this);
    auto* const grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(kSpace1);
    grid->setColumnStretch(0, 1);
    auto* const address = plainLabel(chunks(row.address), widget);
    address->setFont(codeFont());
    address->setAccessibleName(tr("Pays to %1").arg(row.address));
    auto* const value = plainLabel(amount, widget);
    value->setWordWrap(false);
    value->setFont(numberFont());
    value->setAlignment(Qt::AlignRight | Qt::AlignTop);
    int line = 0;
    if (!row.label.isEmpty()) grid->addWidget(plainLabel(row.label, widget), line++, 0);
    grid->addWidget(address, line, 0);
    grid->addWidget(value, 0, 1, Qt::AlignTop);
    ++line;
    if (row.firstTime || !row.twin.isEmpty()) {
        auto* const warning = new Notice(widget);
        if (row.twin.isEmpty()) {
            warning->say(Notice::Kind::Info, tr("You have not paid this address before."));
        } else {
            warning->say(Notice::Kind::Bad,
                         tr("It looks like this one, which you know, but is another one:\n%1")
                             .arg(chunks(row.twin)));
        }
        grid->addWidget(warning, line, 0, 1, 2);
    }
    return widget;
}

void SendReview::showTotals(const QVector<QPair<QString, QString>>& lines) {
    delete m_totals->layout();
    qDeleteAll(m_totals->findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly));
    auto* const grid = new QGridLayout(m_totals);
    grid->setContentsMargins(0, kSpace2, 0, 0);
    grid->setVerticalSpacing(kSpace1);
    grid->setColumnStretch(0, 1);
    QStringList spoken;
    for (const auto& [name, amount] : lines) {
        const int row = grid->rowCount();
        grid->addWidget(mutedLabel(name, m_totals), row, 0);
        auto* const value = numberLabel(m_totals);
        value->setText(amount);
        value->setAccessibleName(name + QStringLiteral(": ") + amount);
        grid->addWidget(value, row, 1, Qt::AlignRight);
        spoken += value->accessibleName();
    }
    m_totals->setAccessibleName(spoken.join(QStringLiteral(", ")));
}

void SendReview::show(const QVector<ReviewRow>& rows, const DraftAnswer& draft, const QString& note,
                      bool amountsHidden) {
    MoneyStyle style;
    style.hidden = amountsHidden;
    delete m_rows;
    m_rows = new QWidget(this);
    auto* const list = new QVBoxLayout(m_rows);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(kSpace4);
    for (const ReviewRow& row : rows) list->addWidget(makeRow(row, moneyText(row.amount, style)));
    m_list->addWidget(m_rows);
    const Amount total = draft.paid.plus(draft.fee).value_or(draft.paid);
    showTotals({{tr("Fee"), moneyText(draft.fee, style)},
                {tr("Total"), moneyText(total, style)},
                {tr("Change back to you"), moneyText(draft.change, style)}});
    m_note->setText(note.isEmpty() ? QString() : tr("Note: %1").arg(note));
    m_note->setVisible(!note.isEmpty());
    const bool twins = std::any_of(rows.cbegin(), rows.cend(),
                                   [](const ReviewRow& row) { return !row.twin.isEmpty(); });
    m_compared->setChecked(false);
    m_compared->setVisible(twins);
    m_problem->clear();
    m_busy = false;
    updateButton();
    m_confirm->setFocus(Qt::OtherFocusReason);
}

void SendReview::setUnlocked(bool unlocked) {
    m_unlocked = unlocked;
    updateButton();
}

void SendReview::setBusy(bool busy) {
    m_busy = busy;
    updateButton();
}

void SendReview::showProblem(const QString& sentence) {
    m_problem->say(Notice::Kind::Bad, sentence);
}

void SendReview::updateButton() {
    m_confirm->setText(m_unlocked ? tr("&Send") : tr("&Unlock to send"));
    m_confirm->setAccessibleName(m_unlocked ? tr("Send") : tr("Unlock to send"));
    const bool compared = m_compared->isHidden() || m_compared->isChecked();
    m_confirm->setEnabled(!m_busy && compared);
    m_back->setEnabled(!m_busy);
}

}  // namespace timecoin
