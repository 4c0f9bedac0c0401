#include "ui/pages/program/about_page.h"

#include "ui/widgets/copy_field.h"
#include "ui/widgets/icon.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kIconSide = 64;

QLabel* line(const QString& text, QWidget* parent) {
    auto* const label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel* muted(const QString& text, QWidget* parent) {
    QLabel* const label = line(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

}  // namespace

AboutPage::AboutPage(const ProgramFacts& facts, QWidget* parent) : Page(parent) {
    auto* const area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* const inside = new QWidget(area);
    inside->setMaximumWidth(kReadingWidth + 2 * kSpace6);
    area->setWidget(inside);
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(area);

    auto* const picture = new QLabel(inside);
    picture->setAccessibleName(tr("The sign of TimeCoin: a ring of ticks"));
    picture->setPixmap(applicationIcon().pixmap(QSize(kIconSide, kIconSide), devicePixelRatioF()));
    auto* const name = new QLabel(QStringLiteral("TimeCoin"), inside);
    name->setFont(titleFont());
    auto* const names = new QVBoxLayout;
    names->setSpacing(kSpace1);
    names->addWidget(name);
    names->addWidget(muted(tr("Version %1").arg(facts.version), inside));
    auto* const head = new QHBoxLayout;
    head->setSpacing(kSpace4);
    head->addWidget(picture);
    head->addLayout(names, 1);
    head->setAlignment(names, Qt::AlignVCenter);

    auto* const genesis = new CopyField(tr("genesis hash"), inside);
    genesis->setValue(facts.genesisHash);
    QStringList libraries;
    for (const auto& [library, version] : facts.libraries)
        libraries.append(version.isEmpty() ? library : library + QLatin1Char(' ') + version);
    auto* const form = new QFormLayout;
    form->setHorizontalSpacing(kSpace6);
    form->setVerticalSpacing(kSpace3);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(muted(tr("Network"), inside), line(facts.network, inside));
    form->addRow(muted(tr("Genesis hash"), inside), genesis);
    form->addRow(muted(tr("Data folder"), inside), line(facts.dataFolder, inside));
    form->addRow(muted(tr("Licence"), inside),
                 line(tr("MIT. Free software, without any warranty."), inside));
    form->addRow(muted(tr("Made with"), inside),
                 line(libraries.join(QStringLiteral(", ")), inside));

    auto* const layout = new QVBoxLayout(inside);
    layout->setContentsMargins(kSpace6, kSpace6, kSpace6, kSpace6);
    layout->setSpacing(kSpace6);
    layout->addLayout(head);
    layout->addWidget(line(tr("A coin whose payments are final in under a second. A payment is "
                              "final when more than two thirds of the masternodes have voted for "
                              "it and have acknowledged the vote."),
                           inside));
    layout->addLayout(form);
    layout->addStretch();
}

}  // namespace timecoin
