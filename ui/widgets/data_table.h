// A table, set up once for the whole program: rows are chosen, not cells; quiet stripes, no grid; sorts
// on its headers when its model does; Return and a double click open the row. Thread: GUI.
#pragma once

#include <QSet>
#include <QTableView>

namespace timecoin {

class DataTable : public QTableView {
    Q_OBJECT
public:
    /// `name` is for screen readers: "Payments".
    explicit DataTable(const QString& name, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    /// This column takes what is left; the others fit their header and first rows.
    void setStretchColumn(int column);
    /// Fits the columns anew; done by itself when the first rows come. Later they grow with what they
    /// show, except those that were dragged.
    void fitColumns();
    /// The chosen rows as lines of tab-separated cells.
    QString selectedText() const;

public slots:
    void copySelected();

signals:
    /// Return, Enter or a double click on a row.
    void opened(const QModelIndex& index);
    /// Before the context menu is shown: pages add their own actions. The first is Copy.
    void menuAsked(QMenu* menu, const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void growLater();
    void grow();

    int m_stretch = -1;
    bool m_fitted = false;
    bool m_fitting = false;
    bool m_growing = false;
    QSet<int> m_byHand;  ///< columns that the person has made as wide as they are
};

}  // namespace timecoin
